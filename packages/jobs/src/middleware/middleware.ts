import type { AnyContract } from '@kickoff/contracts';
import type { EnqueueOptions } from '../client/enqueue-options.js';
import type { JobMessage } from '../client/job-message.js';
import type { BatchOutcome } from '../worker/handler.js';
import type { JobBatch } from '../worker/job-batch.js';
import type { JobContext } from '../worker/job-context.js';

/** One job on its way to the broker. What `next` is given is what is stored. */
export interface EnqueueRequest {
  readonly contract: AnyContract;
  /** As the caller gave it; the contract validates it after the last middleware. */
  readonly input: unknown;
  readonly options: EnqueueOptions & { parentId?: string | undefined };
}

/** One run of one job. */
export interface RunRequest {
  readonly contract: AnyContract;
  /** After validation. */
  readonly input: unknown;
  readonly job: JobContext;
}

/** Code around every enqueue of a client and every run of a worker. Of several the first is the outermost. */
export interface JobMiddleware {
  /**
   * Around the making of a job's message, however the job is enqueued: alone, with many, as a child, through an outbox or
   * in a flow. Throw to refuse the job. Whether the broker stored it is told to the caller alone.
   */
  enqueue?(request: EnqueueRequest, next: (request: EnqueueRequest) => Promise<JobMessage>): Promise<JobMessage>;
  /** Around the handler. Its outcome is what this returns or throws. */
  run?(request: RunRequest, next: (request: RunRequest) => Promise<unknown>): Promise<unknown>;
  /** The same around the handler of a contract with `batch`. */
  runMany?(
    batch: JobBatch,
    next: (batch: JobBatch) => Promise<readonly BatchOutcome[]>,
  ): Promise<readonly BatchOutcome[]>;
}

type Step<Request, Answer> = (request: Request, next: (request: Request) => Promise<Answer>) => Promise<Answer>;

/** The steps around `innermost`; `innermost` itself when there is none. */
export function around<Request, Answer>(
  steps: readonly (Step<Request, Answer> | undefined)[],
  innermost: (request: Request) => Promise<Answer>,
): (request: Request) => Promise<Answer> {
  return steps.reduceRight<(request: Request) => Promise<Answer>>(
    (next, step) => (step ? (request) => step(request, next) : next),
    innermost,
  );
}
