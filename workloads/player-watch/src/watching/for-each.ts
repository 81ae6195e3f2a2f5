import type { JobContext } from '@kickoff/jobs';
import { UpstreamNotJson, UpstreamSchemaInvalid } from '@kickoff/upstream';

/**
 * Runs work on each, a few at once. An answer that cannot be read spoils the one that it is about: the others are gone through,
 * and then the job fails by the first such error, so that its next attempt looks only at what is left. After any other error none
 * is begun any more. Resolves or rejects when nothing runs any more. Counts the metric `errors_encountered`.
 */
export async function forEach<T>(
  all: readonly T[],
  { job, atOnce }: { job: JobContext; atOnce: number },
  work: (one: T) => Promise<void>,
): Promise<void> {
  const left = all.values();
  let done = 0;
  let unreadable: Error | undefined;
  let failure: { error: unknown } | undefined;
  const run = async () => {
    for (const one of left) {
      try {
        job.signal.throwIfAborted();
        await work(one);
      } catch (error) {
        if (!(error instanceof UpstreamSchemaInvalid || error instanceof UpstreamNotJson)) {
          failure ??= { error };
          return;
        }
        job.metric('errors_encountered', 1);
        job.log.warn(error.message);
        unreadable ??= error;
      }
      if (failure) return;
      done += 1;
      job.progress(done / all.length, `${done} of ${all.length}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, run));
  if (failure) throw failure.error;
  if (unreadable) throw unreadable;
}

/** Players that one job asks for at once: enough to use the limits, few enough to end soon when it has to wait. */
export const PLAYERS_AT_ONCE = 4;
