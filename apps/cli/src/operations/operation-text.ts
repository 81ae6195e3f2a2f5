import type { operations } from '@kickoff/api-client';
import { table } from '../cli/table.js';

export type Operation = operations['getOperation']['responses']['200']['content']['application/json'];

/** How far operations have come, for people. */
export function operationTable(shown: readonly Operation[]): string {
  return table(
    ['operation', 'action', 'state', 'asked by', 'asked at', 'total', 'done', 'skipped', 'failed'],
    shown.map(({ id, action, state, askedBy, askedAt, total, done, skipped, failed }) => [
      id,
      action.name,
      state,
      askedBy,
      askedAt,
      total,
      done,
      sum(skipped),
      sum(failed),
    ]),
    { right: [5, 6, 7, 8] },
  );
}

/** One of them, with the reasons. */
export function operationText(operation: Operation): string {
  const reasons = (['skipped', 'failed'] as const).flatMap((what) =>
    Object.entries(operation[what]).map(([reason, jobs]) => `${jobs} ${what}: ${reason}`),
  );
  return [operationTable([operation]), ...reasons].join('\n');
}

/** Jobs that an operation has looked at. */
export function jobsSeen({ done, skipped, failed }: Operation): number {
  return done + sum(skipped) + sum(failed);
}

function sum(reasons: Readonly<Record<string, number>>): number {
  return Object.values(reasons).reduce((total, jobs) => total + jobs, 0);
}
