import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { jobsStream, parseJobSubject } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker } from '@kickoff/jobs';
import { workload } from '@kickoff/live-scores/contracts';

const MAIN = fileURLToPath(new URL('./poll-once.js', import.meta.url));

describe('the example that polls once', () => {
  const nats = natsForTest();
  const run = async () => (await promisify(execFile)(process.execPath, [MAIN, nats().url, 'basketball'])).stdout;

  it('enqueues one poll, and no second one while it is unfinished', async () => {
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [workload]);
    const id = /^enqueued (\S+)\n$/.exec(await run())?.[1];
    const stored = await broker.manager.streams.getMessage(jobsStream(workload.name), { last_by_subj: 'jobs.>' });
    expect(parseJobSubject(stored?.subject ?? '')).toMatchObject({ id, name: 'poll-live-matches', queue: 'polling' });
    expect(await run()).toBe(`a poll of basketball is unfinished: ${id}\n`);
    await broker.close();
  });
});
