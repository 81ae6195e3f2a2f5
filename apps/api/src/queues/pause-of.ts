import type { AnswerOf, listPauses } from '@kickoff/api-contract';
import { describePaused, type PausedThing } from '@kickoff/contracts';
import type { PauseChange } from '@kickoff/jobs';

type Pause = AnswerOf<typeof listPauses>['items'][number];

/** A pause as it is shown. */
export function shownPause({ what, reason, by, at }: PauseChange): Pause {
  return { what, reason, by, since: new Date(at).toISOString() };
}

/** Why something is paused: itself, or its whole workload; null when it is not. */
export function pauseOf(
  pauses: readonly PauseChange[],
  { workload, thing }: { workload: string; thing: PausedThing },
): Pause | null {
  const names = [describePaused(workload, thing), describePaused(workload, { kind: 'workload' })];
  const pause = pauses.find(({ what }) => names.includes(what));
  return pause ? shownPause(pause) : null;
}
