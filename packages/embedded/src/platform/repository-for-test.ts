/** A repository with stand-ins for the services: real processes that answer probes, tell their environment, and end when asked. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SERVICES } from './services.js';

const SERVICE = `
import { createServer } from 'node:http';
if (process.env.TEST_CRASH === import.meta.url.split('/').at(-3)) { console.error('cannot work like this'); process.exit(3); }
createServer((request, response) => response.end(JSON.stringify(process.env))).listen(Number(process.env.HEALTH_PORT), '127.0.0.1');
process.on('SIGTERM', () => { console.log('stopped in order'); process.exit(0); });
`;

/** Writes it into `folder`. */
export async function writeTestRepository(folder: string): Promise<void> {
  const programs = SERVICES.map((name) => [join('apps', name, 'dist', 'main.js'), SERVICE] as const);
  for (const [path, code] of [...programs, [join('packages', 'database', 'dist', 'migrate.js'), ''] as const]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), code);
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
}
