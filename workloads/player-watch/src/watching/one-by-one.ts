import type { JobContext } from '@kickoff/jobs';
import { UpstreamNotJson, UpstreamSchemaInvalid } from '@kickoff/upstream';

/**
 * Runs work on each in turn. An answer that cannot be read spoils the one that it is about: the others are gone through, and
 * then the job fails by the first such error, so that its next attempt looks only at what is left. Every other error fails it at
 * once. Counts the metric `errors_encountered`.
 */
export async function oneByOne<T>(all: readonly T[], job: JobContext, work: (one: T) => Promise<void>): Promise<void> {
  let first: Error | undefined;
  for (const [index, one] of all.entries()) {
    job.signal.throwIfAborted();
    try {
      await work(one);
    } catch (error) {
      if (!(error instanceof UpstreamSchemaInvalid || error instanceof UpstreamNotJson)) throw error;
      job.metric('errors_encountered', 1);
      job.log.warn(error.message);
      first ??= error;
    }
    job.progress((index + 1) / all.length, `${index + 1} of ${all.length}`);
  }
  if (first) throw first;
}
