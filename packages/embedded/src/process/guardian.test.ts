import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../postgres/postgres-server.js';
import { newTestFolder } from '../testing/test-directory.js';
import { processIdentity } from './process-identity.js';

let directory: string;
beforeEach(async () => {
  directory = await newTestFolder('guardian');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('servers of a process that goes', () => {
  it.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)('end when it gets a %s', async (signal) => {
    const { parent, servers } = await startParent();
    parent.kill(signal);
    await once(parent, 'exit');
    await Promise.all(servers.map(hasEnded));
  });

  it('leave data that the next process can use at once', async () => {
    const { parent } = await startParent();
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    const postgres = await startPostgres({ directory: join(directory, 'postgres'), durability: 'fast' });
    await postgres.stop();
  });

  it('are safe from a second process while it lives', async () => {
    const { parent, servers } = await startParent();
    const second = startPostgres({ directory: join(directory, 'postgres') });
    await expect(second).rejects.toThrow(`is in use by process ${parent.pid}`);
    expect(await Promise.all(servers.map(processIdentity))).not.toContain(undefined);
    parent.kill('SIGKILL');
    await Promise.all(servers.map(hasEnded));
  });
});

async function startParent(): Promise<{ parent: ChildProcess; servers: number[] }> {
  const script = fileURLToPath(new URL('./parent-for-test.js', import.meta.url));
  const parent = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: parent.stdout })) {
    return { parent, servers: JSON.parse(line) };
  }
  throw new Error('the parent said nothing');
}

/** Resolves when no such process lives any more; the test's time limit ends a wait that is in vain. */
async function hasEnded(pid: number): Promise<void> {
  while ((await processIdentity(pid)) !== undefined) await delay(20);
}
