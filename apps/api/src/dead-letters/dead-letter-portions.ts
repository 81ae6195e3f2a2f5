import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { AnswerOf, AnyOperation, RequestOf, retryDeadLetters } from '@kickoff/api-contract';
import { KickoffError } from '@kickoff/contracts';
import { DeadLetterStore, type DeadLetterFilter } from '@kickoff/database';
import type { Caller } from '../access/caller.js';
import { pageOf } from '../operations/page-of.js';
import { KnownContracts } from '../types/known-contracts.js';

type Asked = Omit<RequestOf<typeof retryDeadLetters>['body'], 'cursor' | 'limit' | 'reason'>;
type Answer = AnswerOf<typeof retryDeadLetters>;

/** Letters that are dealt with at once, and the least time that these take: 500 a second. */
const AT_ONCE = 25;
const LEAST_MS = 50;

/** Does something with many dead letters, a portion in each request. */
@Injectable()
export class DeadLetterPortions {
  constructor(
    @Inject(DeadLetterStore) private readonly letters: DeadLetterStore,
    @Inject(KnownContracts) private readonly contracts: KnownContracts,
  ) {}

  /** A filter as the record takes it. */
  async filter(asked: Asked): Promise<DeadLetterFilter> {
    const { type, workload, queue, fingerprint, from, to, error } = asked;
    return {
      types: type && (await this.contracts.namesOf(type)),
      workloads: workload,
      queues: queue,
      fingerprint,
      from: from === undefined ? undefined : Date.parse(from),
      to: to === undefined ? undefined : Date.parse(to),
      error,
    };
  }

  /**
   * One portion of the open letters of a filter; of a publisher's only those of its own workloads. What one letter is refused
   * for leaves the others; what is no fault of a letter ends the request, and asking again is safe.
   */
  async each(
    operation: AnyOperation,
    { cursor, limit, ...asked }: Asked & { cursor?: string | undefined; limit: number },
    { role, workloads }: Caller,
    work: (id: string) => Promise<void>,
  ): Promise<Answer> {
    const filter: DeadLetterFilter = { ...(await this.filter(asked)), states: ['open'] };
    if (role === 'publisher')
      filter.workloads = filter.workloads?.filter((name) => workloads.includes(name)) ?? workloads;
    const { items, next } = await pageOf(
      operation,
      { cursor, limit },
      (page) => this.letters.find(filter, page),
      ({ id }) => id,
    );
    const answer: Answer = { done: 0, refused: [], next };
    for (let from = 0; from < items.length; from += AT_ONCE) {
      const pace = delay(LEAST_MS);
      await Promise.all(items.slice(from, from + AT_ONCE).map((id) => tried(id, work, answer)));
      await pace;
    }
    return answer;
  }
}

async function tried(id: string, work: (id: string) => Promise<void>, answer: Answer): Promise<void> {
  try {
    await work(id);
    answer.done += 1;
  } catch (error) {
    const { code, message } = refusal(error);
    answer.refused.push({ id, code, message });
  }
}

/** @throws what is no fault of the letter */
function refusal(error: unknown): KickoffError {
  if (error instanceof KickoffError && (error.fault === 'caller' || error.code === 'JOB_ENDING')) return error;
  throw error;
}
