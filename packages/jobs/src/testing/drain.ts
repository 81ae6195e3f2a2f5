import {
  allSubjects,
  durationMs,
  JobNotFound,
  jobsStream,
  parseJobSubject,
  TooLate,
  type Duration,
  type JobState,
} from '@kickoff/contracts';
import { Broker } from '../broker/broker.js';
import { subjectsOf } from '../broker/stream-lookup.js';
import { JobClient } from '../client/job-client.js';
import type { WorkerOptions } from '../worker/worker-options.js';
import { Worker } from '../worker/worker.js';

/** A run that ended while a queue was drained. */
export interface DrainedJob {
  id: string;
  type: string;
  attempt: number;
  /** What the run led to: `retrying` runs are followed by another one. */
  state: JobState;
  error: unknown;
}

export interface DrainOptions<Manager = unknown> extends WorkerOptions<Manager> {
  /** `run-now` (default) makes delayed, deferred and retrying jobs due at once; `leave` lets them wait. */
  delayed?: 'run-now' | 'leave';
  /** Gives up after this. Default 30 s. */
  within?: Duration;
}

const LOOK_AGAIN_MS = 100;

/**
 * Runs the jobs of some queues on a real broker until none is left, and resolves with every run in the order of their ends.
 *
 * @throws Error naming what is left when the time is over
 */
export async function drain<Manager = unknown>({
  delayed = 'run-now',
  within = '30s',
  ...options
}: DrainOptions<Manager>): Promise<DrainedJob[]> {
  const { workload, queues, connection } = options;
  const deadline = performance.now() + durationMs(within, 'drain.within');
  const broker = options.broker ?? (await Broker.connect({ workload: workload.name, ...connection, name: 'drain' }));
  const client = new JobClient(broker);
  const drained: DrainedJob[] = [];
  const worker = new Worker<Manager>({ ...options, broker });
  worker.on('finished', ({ id, type, attempt, state }, error) => drained.push({ id, type, attempt, state, error }));
  const left = async () => {
    const filters = queues.map(({ name }) => allSubjects('jobs', workload.name, '*', name));
    const found = await Promise.all(
      filters.map((filter) => subjectsOf(broker.connection, jobsStream(workload.name), filter)),
    );
    return found.flat();
  };
  try {
    await worker.start();
    for (;;) {
      const subjects = await left();
      const later = subjects.filter((subject) => parseJobSubject(subject)?.place === 'later');
      if (worker.inHand === 0 && subjects.length === (delayed === 'leave' ? later.length : 0)) return drained;
      if (performance.now() > deadline) throw new Error(`not drained within ${within}; left: ${subjects.join(', ')}`);
      if (delayed === 'run-now') await Promise.all(later.map((subject) => runNow(client, subject)));
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  } finally {
    await worker.stop({ graceMs: 0 });
    if (!options.broker) await broker.close();
  }
}

/** What is due within two seconds comes by itself. */
async function runNow(client: JobClient, subject: string): Promise<void> {
  const { id } = parseJobSubject(subject)!;
  await client.runNow({ id, subject }).catch((error: unknown) => {
    if (!(error instanceof TooLate || error instanceof JobNotFound)) throw error;
  });
}
