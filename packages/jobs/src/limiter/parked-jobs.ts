import { allSubjects, HEADERS, workloadOfStream } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { readDirectBatch } from '../broker/direct-batch.js';
import { parseParkedFor, type ParkedFor } from './promote-parked.js';

const BATCH = 1_000;

export interface ParkedJob extends ParkedFor {
  workload: string;
  subject: string;
}

/** Every job that is parked before a limit, of all workloads, in the order in which they were parked. */
export async function* parkedJobs({ connection, manager }: Broker): AsyncGenerator<ParkedJob> {
  for await (const stream of manager.streams.names(allSubjects('jobs'))) {
    const workload = workloadOfStream(stream);
    if (workload === undefined) continue;
    for (let fromSequence = 1; ;) {
      const filter = allSubjects('jobs', workload, 'later');
      const messages = (await readDirectBatch(connection, { stream, fromSequence, filter, batch: BATCH })) ?? [];
      for (const { subject, header } of messages) {
        const parked = parseParkedFor(header(HEADERS.waitsFor));
        if (parked) yield { ...parked, workload, subject };
      }
      const last = messages.at(-1);
      // An answer may end before so many, by its size.
      if (!last) break;
      fromSequence = last.sequence + 1;
    }
  }
}
