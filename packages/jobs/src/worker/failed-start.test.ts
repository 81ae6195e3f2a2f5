import { afterEach, expect, it } from '@jest/globals';
import { freePort } from '@kickoff/embedded';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from './handler.js';
import { Worker } from './worker.js';

const monitor = await freePort();
const nats = natsForTest({ extraConfig: `http: "127.0.0.1:${monitor}"` });
afterEach(closeStages);

async function connections(name: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${monitor}/connz`);
  const { connections: all } = (await response.json()) as { connections: { name?: string }[] };
  return all.filter((connection) => connection.name === name).length;
}

it('a worker whose stream does not exist yet fails to start and leaves no connection', async () => {
  const stage = new Stage(nats().url);
  const job = stage.job('run-it', { input: z.object({}) });
  await stage.begin();
  await stage.broker.manager.streams.delete(`JOBS_${stage.name}`);
  const worker = new Worker({
    connection: { servers: nats().url, name: 'early' },
    workload: stage.workload,
    queues: [{ name: 'work', slots: 1 }],
    handlers: [handle(job, () => {})],
    name: 'early',
  });
  await expect(worker.start()).rejects.toThrow(/stream not found/);
  await worker.stop();
  expect(await connections('early')).toBe(0);
  expect(await connections('test')).toBe(1);
});
