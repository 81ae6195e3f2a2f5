import type { AnswerOf, getOperation } from '@kickoff/api-contract';
import type { StoredOperation } from '@kickoff/database';
import type { Caller } from '../access/caller.js';
import type { AskedFilter } from '../search/job-filters.js';

/** An operation as a caller may see it: a condition on inputs tells what is in them. */
export function shownOperation(operation: StoredOperation, { payloads }: Caller): AnswerOf<typeof getOperation> {
  const { id, action, state, askedAt, endedAt, who, total, done, skipped, failed } = operation;
  const { input, ...filter } = operation.asked as AskedFilter;
  return {
    id,
    action,
    filter: payloads && input ? { ...filter, input } : filter,
    state,
    askedAt: askedAt.toISOString(),
    askedBy: who,
    endedAt: endedAt?.toISOString() ?? null,
    total,
    done,
    skipped,
    failed,
  };
}
