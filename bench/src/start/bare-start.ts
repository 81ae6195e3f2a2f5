import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVICES, startNats, startPostgres } from '@kickoff/embedded';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const IMPORT = 'await Promise.all(process.argv.slice(1).map((name) => import(name)))';

/** Seconds until both servers run on the data of a folder and one bare Node process has loaded the packages of all services. */
export async function timeBareStart(directory: string): Promise<number> {
  const startedAt = performance.now();
  const [nats, postgres] = await Promise.all([
    startNats({ directory: join(directory, 'nats') }),
    startPostgres({ directory: join(directory, 'postgres') }),
    loadPackages(),
  ]);
  const seconds = (performance.now() - startedAt) / 1_000;
  await Promise.all([nats.stop(), postgres.stop()]);
  return seconds;
}

async function loadPackages(): Promise<void> {
  const packages = new Set((await Promise.all(SERVICES.map(packagesOf))).flat());
  const child = spawn(process.execPath, ['--input-type=module', '-e', IMPORT, ...packages], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('the packages of the services could not be loaded');
}

async function packagesOf(service: string): Promise<string[]> {
  const manifest = await readFile(join(ROOT, 'apps', service, 'package.json'), 'utf8');
  return Object.keys((JSON.parse(manifest) as { dependencies: object }).dependencies);
}
