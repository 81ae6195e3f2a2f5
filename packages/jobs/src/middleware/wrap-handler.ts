import type { HandledJob, JobHandler } from '../worker/handler.js';
import { around, type JobMiddleware, type RunRequest } from './middleware.js';

/** The handler inside the middleware's `run`; untouched when there is none, so that its runs cost nothing more. */
export function wrapHandler(handled: HandledJob, middleware: readonly JobMiddleware[]): HandledJob {
  const steps = middleware.filter((each) => each.run).map((each) => each.run!.bind(each));
  if (steps.length === 0) return handled;
  const { contract, handler } = handled;
  const run = around<RunRequest, unknown>(steps, async ({ input, job }) => handler.run(input, job));
  const wrapped: JobHandler = { run: (input, job) => run({ contract, input, job }) };
  if (handler.failed) wrapped.failed = (error, job) => handler.failed!(error, job);
  return { contract, handler: wrapped };
}
