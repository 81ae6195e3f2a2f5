import { defineJob, type Duration, type Priority, type QueueDefinition } from '@kickoff/contracts';
import { z } from 'zod';
import type { JobClient } from '../client/job-client.js';
import { handle, type HandledJob } from '../worker/handler.js';

/**
 * A job that does nothing, in each queue: what comes back proves that the queue is pulled, run and answered. Every worker
 * serves it beside the types of its workload; it is announced nowhere, and the record keeps it like any other job.
 */

export interface ProbeOptions {
  workload: string;
  queue: string;
  priority: Priority;
  /** How long to wait for its end. The job expires by then. */
  timeout: Duration;
}

/** For a worker of this queue. A workload's own type of the same name goes before it. */
export function probeHandler(workload: string, { name, priorities }: Omit<QueueDefinition, 'service'>): HandledJob {
  return handle(probeContract(workload, name, priorities[0]!), () => ({}));
}

/**
 * Runs the test job of a queue and gives the milliseconds from enqueueing it to hearing of its end.
 *
 * @throws what `JobClient.run` throws, e.g. ResultTimedOut when nobody pulls the queue
 */
export async function probeQueue(
  client: Pick<JobClient<never>, 'run'>,
  { workload, queue, priority, timeout }: ProbeOptions,
): Promise<number> {
  const from = performance.now();
  await client.run(probeContract(workload, queue, priority, timeout), {}, { timeout });
  return performance.now() - from;
}

function probeContract(workload: string, queue: string, priority: Priority, expiresIn?: Duration) {
  return defineJob({
    type: `${workload}.probe-${queue}`,
    summary: `Shows that workers run jobs of ${workload}/${queue}.`,
    queue,
    priority,
    input: z.object({}),
    output: z.object({}),
    attempts: 1,
    timeout: '10s',
    expiresIn,
  });
}
