import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  defineJob,
  defineWorkload,
  jobsStream,
  lineClaimSubject,
  NATS_HEADERS,
  parseJobSubject,
} from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, JobClient, newJobId, publish } from '@kickoff/jobs';
import { LineSweep } from './line-sweep.js';

const deliver = defineJob({
  type: 'letters.deliver-letter',
  summary: 'For tests.',
  queue: 'post',
  input: z.object({ to: z.string() }),
  ordered: { by: ({ to }) => to },
});
const letters = defineWorkload({
  name: 'letters',
  summary: 'For tests.',
  contracts: [deliver],
  queues: { post: { service: 'external' } },
});

describe('a line whose last job ended while its worker was killed', () => {
  // Before the server's own hook: a connection cannot be drained once its server is gone.
  afterAll(() => broker.close());
  const nats = natsForTest();
  let broker: Broker;

  beforeAll(async () => {
    broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [letters]);
  });

  it('loses its claim; that of an unfinished job stays', async () => {
    const job = await new JobClient(broker).enqueue(deliver, { to: 'Ada' });
    const { key } = parseJobSubject(job.subject)!;
    const claim = (claimed: { key: string; id: string }) =>
      publish(broker.connection, {
        subject: lineClaimSubject({ workload: 'letters', ...claimed }),
        headers: { [NATS_HEADERS.messageId]: `${claimed.id}.claim.1` },
        body: '',
      });
    await claim({ key, id: job.id });
    await claim({ key: '0123456789abcdef', id: newJobId(Date.now()) });
    const sweep = new LineSweep({ broker });
    expect(await sweep.runOnce()).toEqual({ advanced: 1 });
    const { state } = await broker.manager.streams.info(jobsStream('letters'), { subjects_filter: '>' });
    expect(Object.keys(state.subjects!).toSorted()).toEqual(
      [job.subject, lineClaimSubject({ workload: 'letters', key, id: job.id })].toSorted(),
    );
    expect(await sweep.runOnce()).toEqual({ advanced: 0 });
  });
});
