import {
  durationMs,
  JobCancelled,
  JobDead,
  JobExpired,
  ResultTimedOut,
  ResultUnknown,
  type Duration,
} from '@kickoff/contracts';
import { OUTPUT_LEFT_OUT } from '../worker/event-batch.js';
import type { FollowedJob } from './followed-job.js';
import type { JobEnd } from './job-history.js';

export interface ResultOptions {
  /** Wait no longer; the job goes on. Default: as long as it takes. */
  timeout?: Duration;
  /** Ends the wait with its reason; the job goes on. */
  signal?: AbortSignal;
}

/** Resolves with the job's output, or throws what became of it instead. */
export async function resultOf(followed: FollowedJob, { timeout, signal }: ResultOptions): Promise<unknown> {
  signal?.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  let onAbort = (): void => {};
  const limit = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal!.reason as Error);
    signal?.addEventListener('abort', onAbort);
    if (timeout === undefined) return;
    const timeoutMs = durationMs(timeout, 'timeout');
    timer = setTimeout(() => reject(new ResultTimedOut(followed.id, timeoutMs, followed.history.state)), timeoutMs);
  });
  try {
    return outputOf(followed.id, await Promise.race([followed.ended, limit]));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

function outputOf(id: string, { state, output, reason, error }: JobEnd): unknown {
  switch (state) {
    case 'dead':
      throw new JobDead(
        id,
        error ?? { code: 'Error', name: 'Error', message: reason ?? 'for a reason that is not known' },
      );
    case 'expired':
      throw new JobExpired(id);
    case 'cancelled':
      throw new JobCancelled(reason ?? 'cancelled');
    default:
      if (reason === OUTPUT_LEFT_OUT) throw new ResultUnknown(id, 'its output was larger than the broker takes');
      return output;
  }
}
