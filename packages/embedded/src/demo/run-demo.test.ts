import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { writeTestRepository } from '../platform/repository-for-test.js';
import { freePort } from '../process/free-port.js';
import { processIdentity } from '../process/process-identity.js';
import { PROCESS_ENVIRONMENT } from '../settings.js';
import { newTestFolder } from '../testing/test-directory.js';

let folder: string;
beforeEach(async () => {
  folder = await newTestFolder('demo');
  await writeTestRepository(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('npm start', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('tells every address, and a %s leaves no process', async (signal) => {
    const api = await freePort();
    const demo = start({ KICKOFF_DEMO_API_PORT: String(api) });
    const lines = await linesUntil(demo, 'KICKOFF_READY ');
    const ready = JSON.parse(lines.at(-1)?.slice('KICKOFF_READY '.length) ?? '') as Record<string, unknown>;
    expect(ready).toMatchObject({ scoreboard: `http://localhost:${api}/live`, api: `http://localhost:${api}` });
    expect(Object.keys(ready)).toEqual(expect.arrayContaining(['gateway', 'simulator', 'nats', 'postgres', 'health']));
    expect(lines.join('\n')).toContain(`Scoreboard   http://localhost:${api}/live`);
    expect(lines.join('\n')).toContain(`Admin key    ${String(ready.adminKey)}`);
    expect(`${String(ready.adminKey)}\n`).toBe(await readFile(join(folder, 'run', 'admin-key'), 'utf8'));

    const servers = await Promise.all(
      ['nats', 'postgres'].map((name) => pidIn(join(folder, 'run', name, 'server.pid'))),
    );
    demo.kill(signal);
    expect(await once(demo, 'exit')).toEqual([0, null]);
    expect(await Promise.all(servers.map(processIdentity))).toEqual([undefined, undefined]);
    expect(await readFile(join(folder, 'run', 'logs', 'services.log'), 'utf8')).toContain('scheduler stopped in order');
  });

  it('gives each service a process of its own when asked to', async () => {
    const demo = start({ KICKOFF_DEMO_PROCESSES: 'each' });
    await linesUntil(demo, 'KICKOFF_READY ');
    demo.kill('SIGTERM');
    await once(demo, 'exit');
    expect(await readFile(join(folder, 'run', 'logs', 'scheduler.log'), 'utf8')).toContain(
      'scheduler stopped in order',
    );
  });

  it('names a taken port and the setting that asks for it', async () => {
    const other = createServer().listen(await freePort(), '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const demo = start({ KICKOFF_DEMO_GATEWAY_PORT: String(port) });
    expect(await errorOf(demo)).toContain(`port ${port} for gateway is taken; KICKOFF_DEMO_GATEWAY_PORT asks for it`);
    other.close();
  });

  it('refuses a setting that it does not know', async () => {
    expect(await errorOf(start({ KICKOFF_DEMO_PORT: '1' }))).toContain('KICKOFF_DEMO_PORT is not a setting');
    expect(await errorOf(start({ KICKOFF_DEMO_PROCESSES: '2' }))).toContain('must be one or each, got "2"');
  });
});

function start(settings: Record<string, string>): ChildProcess {
  const script = fileURLToPath(new URL('./main.js', import.meta.url));
  const env = { ...PROCESS_ENVIRONMENT, ...settings };
  return spawn(process.execPath, [script, join(folder, 'run'), folder], { stdio: ['ignore', 'pipe', 'pipe'], env });
}

async function linesUntil({ stdout }: ChildProcess, prefix: string): Promise<string[]> {
  const lines: string[] = [];
  if (stdout) {
    for await (const line of createInterface({ input: stdout })) {
      lines.push(line);
      if (line.startsWith(prefix)) return lines;
    }
  }
  throw new Error(`ended without ${prefix}: ${lines.join('\n')}`);
}

async function errorOf(demo: ChildProcess): Promise<string> {
  let text = '';
  demo.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  expect(await once(demo, 'close')).toEqual([1, null]);
  return text;
}

async function pidIn(file: string): Promise<number> {
  return Number.parseInt(await readFile(file, 'utf8'), 10);
}
