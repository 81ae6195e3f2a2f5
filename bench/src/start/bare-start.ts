import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SERVICES, startNats, startPostgres } from '@kickoff/embedded';

const APPS = fileURLToPath(new URL('../../../apps/', import.meta.url));
const IMPORT = 'await Promise.all(process.argv.slice(1).map((name) => import(name)))';

/** Seconds until both servers run on the data of a folder and one bare Node process per service has loaded its packages. */
export async function timeBareStart(directory: string): Promise<number> {
  const startedAt = performance.now();
  const [nats, postgres] = await Promise.all([
    startNats({ directory: join(directory, 'nats') }),
    startPostgres({ directory: join(directory, 'postgres') }),
    ...SERVICES.map(loadPackages),
  ]);
  const seconds = (performance.now() - startedAt) / 1_000;
  await Promise.all([nats.stop(), postgres.stop()]);
  return seconds;
}

async function loadPackages(service: string): Promise<void> {
  const folder = join(APPS, service);
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { dependencies: object };
  const packages = Object.keys(manifest.dependencies);
  const child = spawn(process.execPath, ['--input-type=module', '-e', IMPORT, ...packages], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the packages of ${service} could not be loaded`);
}
