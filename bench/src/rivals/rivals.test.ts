import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker } from '@kickoff/jobs';
import { countdown } from '../jobs/contenders/countdown.js';
import { benchWorkload, inputs } from '../jobs/no-op.js';
import { kickoff } from './kickoff.js';
import { rawNats } from './raw-nats.js';
import { RivalServers } from './rival-servers.js';
import { RIVALS } from './rivals.js';

const JOBS = 200;

describe('rivals', () => {
  const nats = natsForTest();
  let directory: string;
  let servers: RivalServers;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kickoff-rivals-'));
    servers = new RivalServers(directory, nats().url);
    const broker = await Broker.connect({ servers: nats().url, name: 'bench' });
    await applyTopology(broker, [benchWorkload]);
    await broker.close();
  });
  afterAll(async () => {
    await servers.stop();
    await rm(directory, { recursive: true, force: true });
  });

  // A rival without its server has no test at all rather than one that passes without having run.
  for (const rival of [kickoff, rawNats, ...RIVALS].filter(
    (candidate) => RivalServers.missing(candidate) === undefined,
  ))
    it(`runs each job of ${rival.name} once and knows when none is left`, async () => {
      const queue = await rival.open(await servers.addressFor(rival));
      await queue.enqueueMany(inputs(JOBS - 1));
      await queue.enqueue({ number: JOBS - 1, text: 'alone' });
      expect(await queue.unfinished()).toBe(true);
      const seen: number[] = [];
      const { all, one } = countdown(JOBS);
      const stopWorker = await queue.work(({ number }) => {
        seen.push(number);
        one();
      });
      await all;
      await stopWorker();
      expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: JOBS }, (_, index) => index));
      expect(await queue.unfinished()).toBe(false);
      expect(await queue.finished()).toBe(rival.keepsHistory ? JOBS : 0);
      await queue.empty();
      expect(await queue.finished()).toBe(0);
      await queue.close();
    });
});
