import { HEADERS } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { readDirectBatch } from '../broker/direct-batch.js';
import { parseParkedFor, type ParkedFor } from './promote-parked.js';

const BATCH = 1_000;
const STREAM_PREFIX = 'JOBS_';

export interface ParkedJob extends ParkedFor {
  workload: string;
  subject: string;
}

/** Every job that is parked before a limit, of all workloads, in the order in which they were parked. */
export async function* parkedJobs({ connection, manager }: Broker): AsyncGenerator<ParkedJob> {
  for await (const stream of manager.streams.names('jobs.>')) {
    if (!stream.startsWith(STREAM_PREFIX)) continue;
    const workload = stream.slice(STREAM_PREFIX.length);
    for (let fromSequence = 1; ;) {
      const filter = `jobs.${workload}.later.>`;
      const messages = (await readDirectBatch(connection, { stream, fromSequence, filter, batch: BATCH })) ?? [];
      for (const { subject, header } of messages) {
        const parked = parseParkedFor(header(HEADERS.waitsFor));
        if (parked) yield { ...parked, workload, subject };
      }
      const last = messages.at(-1);
      if (!last || messages.length < BATCH) break;
      fromSequence = last.sequence + 1;
    }
  }
}
