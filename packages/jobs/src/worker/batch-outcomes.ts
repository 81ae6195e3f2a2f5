import { BatchAnswerInvalid } from '@kickoff/contracts';
import type { BatchOutcome } from './handler.js';

/** @throws BatchAnswerInvalid unless there is one outcome per job; handlers need not be written in TypeScript */
export function assertOutcomes<Outcome = BatchOutcome>(
  outcomes: unknown,
  { type, jobs }: { type: string; jobs: number },
): asserts outcomes is readonly Outcome[] {
  const isOutcome = (outcome: unknown) =>
    typeof outcome === 'object' &&
    outcome !== null &&
    'status' in outcome &&
    (outcome.status === 'fulfilled' || outcome.status === 'rejected');
  if (Array.isArray(outcomes) && outcomes.length === jobs && outcomes.every(isOutcome)) return;
  throw new BatchAnswerInvalid(type, jobs);
}
