import { UpstreamHeldBack, UpstreamQuotaUsedUp, UpstreamRateLimited } from '../upstream-errors.js';
import type { UpstreamJob } from './upstream-job.js';

/** A limit was closed for every worker. */
export interface HeldBack {
  until: Date;
  /** In words, for whoever watches. */
  notice: string;
  error: UpstreamRateLimited | UpstreamQuotaUsedUp;
}

export interface HeedOptions {
  /** Part of a limit that is kept by key. */
  key?: string;
  /** Runs when the upstream has asked everybody to wait, before the job leaves its handler. */
  onHeldBack?: (held: HeldBack) => Promise<void>;
}

/**
 * Does what an upstream asks for by its error, without spending an attempt: after too many requests the limit is closed for
 * every worker and the job waits; while the upstream is away, or prepares the answer, only this job waits. Any other
 * error is thrown again.
 */
export async function heedUpstream(
  error: unknown,
  job: UpstreamJob,
  limit: string,
  { key, onHeldBack }: HeedOptions = {},
): Promise<never> {
  if (!(error instanceof UpstreamHeldBack)) throw error;
  const until = new Date(error.until);
  if (error instanceof UpstreamRateLimited || error instanceof UpstreamQuotaUsedUp) {
    const notice = noticeOf(error);
    await job.limit(limit).close(until, notice, { key });
    job.log.warn(notice);
    await onHeldBack?.({ until, notice, error });
    return job.deferUntil(until, notice);
  }
  return job.deferUntil(until, error.message);
}

function noticeOf(error: UpstreamRateLimited | UpstreamQuotaUsedUp): string {
  if (error instanceof UpstreamQuotaUsedUp) return 'quota used up until 00:00 UTC';
  return `too many requests; ${error.upstream} asks to wait until ${new Date(error.until).toISOString()}`;
}
