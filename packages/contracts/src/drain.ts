import { z } from 'zod';
import { isName } from './name.js';

/**
 * How the drain of a queue is asked for and stored: the queue takes no new jobs while what is in it runs to its end. Teams
 * announce, a platform service writes the `control` bucket, every producer watches it.
 */

const queue = z.string().refine(isName, 'must be kebab-case');
const reason = z.string().min(1).max(500);
const by = z.string().min(1).max(200);

/** Request on `announce.<workload>.drain`, answered when every producer will learn of it. */
export const DrainRequest = z.object({ queue, draining: z.boolean(), reason, by });
export type DrainRequest = z.infer<typeof DrainRequest>;

/** Value of a drain in the `control` bucket. What was opened again keeps its entry, so that its history stands. */
export const DrainEntry = z.object({
  draining: z.boolean(),
  reason,
  by,
  /** Milliseconds since the epoch, by the server's clock. */
  at: z.number(),
});
export type DrainEntry = z.infer<typeof DrainEntry>;

const PREFIX = 'drain.';

/** Key of a drain in the `control` bucket. The workload is part of it, so that no team drains another's queue. */
export function drainKey(workload: string, queueName: string): string {
  return `${PREFIX}${workload}.${queueName}`;
}

export function isDrainKey(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** The parts of `drainKey`, or undefined when it is none. */
export function parseDrainKey(key: string): { workload: string; queue: string } | undefined {
  if (!isDrainKey(key)) return undefined;
  const [workload = '', queueName = '', ...rest] = key.slice(PREFIX.length).split('.');
  return rest.length === 0 && isName(workload) && isName(queueName) ? { workload, queue: queueName } : undefined;
}
