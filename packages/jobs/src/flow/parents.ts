import {
  BrokerUnavailable,
  DatabaseUnavailable,
  FlowNotFound,
  isJobOf,
  ParentsReply,
  parentsSubject,
  type AnyContract,
  type JobError,
  type ParentResult,
} from '@kickoff/contracts';
import type { RunClient } from '../client/run-client.js';
import type { JobOutput } from '../job/job-output.js';

/** A result of a known job type: with its output exactly when it succeeded. */
export type ResultOf<C extends AnyContract> = Omit<ParentResult, 'state' | 'output'> &
  (
    | { state: 'succeeded'; output: JobOutput<C> }
    | { state: Exclude<ParentResult['state'], 'succeeded'>; output?: never }
  );

/**
 * Results of the jobs that this one waited for, in the order of the flow. Small ones came with the job; others are fetched
 * in pages from the scheduler service while they are read, so that any number of them needs no memory.
 */
export class Parents implements AsyncIterable<ParentResult> {
  constructor(
    private readonly client: Pick<RunClient, 'ask'>,
    private readonly job: { id: string; workload: string; flow: string | undefined },
    private readonly arrived: readonly ParentResult[] | undefined,
  ) {}

  /** @throws DatabaseUnavailable, BrokerUnavailable when they cannot be fetched now */
  async *[Symbol.asyncIterator](): AsyncGenerator<ParentResult, void, undefined> {
    if (this.arrived) yield* this.arrived;
    if (this.arrived || this.job.flow === undefined) return;
    let after: string | undefined;
    do {
      const page = await this.page(after);
      yield* page.parents;
      after = page.next;
    } while (after !== undefined);
  }

  /** Only those of one job type, typed by its contract, also under a former name. */
  async *of<C extends AnyContract>(contract: C): AsyncGenerator<ResultOf<C>, void, undefined> {
    // The output passed the contract's schema before it was stored.
    for await (const result of this) if (isJobOf(contract, result.type)) yield result as ResultOf<C>;
  }

  private async page(after: string | undefined): Promise<{ parents: ParentResult[]; next?: string }> {
    const subject = parentsSubject(this.job.workload, this.job.id);
    const answer = await this.client.ask(subject, { after }).catch((cause: unknown) => {
      throw new BrokerUnavailable('no scheduler service answers with the results of a flow', { cause });
    });
    const reply = ParentsReply.parse(answer);
    if ('error' in reply) throw asError(reply.error);
    return reply;
  }
}

function asError({ code, message }: Pick<JobError, 'code' | 'message'>): Error {
  if (code === 'DATABASE_UNAVAILABLE') return new DatabaseUnavailable(message);
  return code === 'FLOW_NOT_FOUND' ? new FlowNotFound(message) : new Error(message);
}
