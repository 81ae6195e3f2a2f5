import type { BatchHandler, BatchOutcome, HandledJob, JobHandler } from '../worker/handler.js';
import type { JobBatch } from '../worker/job-batch.js';
import { around, type JobMiddleware, type RunRequest } from './middleware.js';

/** The handler inside the middleware; untouched when there is none, so that its runs cost nothing more. */
export function wrapHandler({ contract, handler }: HandledJob, middleware: readonly JobMiddleware[]): HandledJob {
  return {
    contract,
    handler: 'runMany' in handler ? batches(handler, middleware) : runs(contract, handler, middleware),
  };
}

function runs(contract: HandledJob['contract'], handler: JobHandler, middleware: readonly JobMiddleware[]): JobHandler {
  const steps = middleware.flatMap((each) => each.run?.bind(each) ?? []);
  if (steps.length === 0) return handler;
  const run = around<RunRequest, unknown>(steps, async ({ input, job }): Promise<unknown> => handler.run(input, job));
  return withFailed(handler, { run: (input: unknown, job) => run({ contract, input, job }) });
}

function batches(handler: BatchHandler, middleware: readonly JobMiddleware[]): BatchHandler {
  const steps = middleware.flatMap((each) => each.runMany?.bind(each) ?? []);
  if (steps.length === 0) return handler;
  const runMany = around<JobBatch, readonly BatchOutcome[]>(steps, (batch) => handler.runMany(batch));
  return withFailed(handler, { runMany });
}

/** Calls the original's `failed`, where it has one. */
export function withFailed<Wrapped extends JobHandler | BatchHandler>(
  original: Pick<JobHandler, 'failed'>,
  wrapped: Wrapped,
): Wrapped {
  return original.failed ? { ...wrapped, failed: (error, job) => original.failed!(error, job) } : wrapped;
}
