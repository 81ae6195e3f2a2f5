import { heedUpstream, type HeedOptions } from './heed-upstream.js';
import type { UpstreamJob } from './upstream-job.js';

export interface AskOptions extends HeedOptions {
  /** The limit's units that the request costs. Default 1. */
  cost?: number;
  /** Of the day's quota, what to leave for others. Default 0. */
  reserve?: number;
}

/**
 * One request on behalf of a job: waits for its turn at a limit that all workers share, and heeds what the upstream asks
 * for (`heedUpstream`). Counts the job's metric `requests`.
 *
 * @param ask sends the request and reads its response
 */
export async function askForJob<T>(
  job: UpstreamJob,
  limit: string,
  ask: (signal: AbortSignal) => Promise<T>,
  { onHeldBack, ...take }: AskOptions = {},
): Promise<T> {
  await job.limit(limit).take(take);
  job.metric('requests', 1);
  try {
    return await ask(job.signal);
  } catch (error) {
    return heedUpstream(error, job, limit, { key: take.key, onHeldBack });
  }
}
