/** A repository with stand-ins for the services: real processes that answer probes, tell their environment, and end when asked. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SERVICES } from './services.js';

const SERVICE = `
import { once } from 'node:events';
import { createServer } from 'node:http';
const name = import.meta.url.split('/').at(-3);
export async function start(environment) {
  if (environment.TEST_CRASH === name) throw new Error('cannot work like this');
  const answer = JSON.stringify(environment);
  const server = createServer((request, response) => response.end(answer)).listen(Number(environment.HEALTH_PORT), '127.0.0.1');
  await once(server, 'listening');
  return { stop: async () => console.log(name + ' stopped in order') };
}
`;

const MAIN = `
import { start } from './service.js';
const { stop } = await start(process.env);
process.on('SIGTERM', () => void stop().then(() => process.exit(0)));
`;

/** Writes it into `folder`. */
export async function writeTestRepository(folder: string): Promise<void> {
  const programs = SERVICES.flatMap((name) => [
    [join('apps', name, 'dist', 'main.js'), MAIN] as const,
    [join('apps', name, 'dist', 'service.js'), SERVICE] as const,
  ]);
  for (const [path, code] of [...programs, [join('packages', 'database', 'dist', 'migrate.js'), ''] as const]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), code);
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
}
