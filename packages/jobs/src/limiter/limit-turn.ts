import type { LimitDefinition } from '@kickoff/contracts';
import type { Use } from './capacity.js';

/** One use of a limit as its asker sees it, from the question until it is given back. */
export interface LimitTurn extends Use {
  readonly definition: LimitDefinition;
  readonly key: string;
  readonly shard: number;
  /** `asked`: no answer yet. `waiting`: in line. `granted`: may start. `over`: nobody's business any more. */
  state: 'asked' | 'waiting' | 'granted' | 'over';
  /** Who granted it, and by when it must begin by that one's clock; only for rates. */
  owner: string | undefined;
  useBy: number | undefined;
  /** In line: place, estimated time of the turn (server clock) and why. */
  place: number;
  turnAt: number;
  reason: string | undefined;
  /** Local time (`performance.now()`) of the last question, and of the first without an answer. */
  askedAt: number;
  unansweredSince: number | undefined;
  /** A question is on its way: asking again would only make more work for an owner that is slow. */
  asking: boolean;
  /** It was granted, or it stands in line; may be called again while it waits. */
  readonly onVerdict: (turn: LimitTurn) => void;
  /** Nobody has answered, and no owner was heard of, for three seconds. It goes on asking. */
  readonly onSilence: (turn: LimitTurn) => void;
}

/** Why it waits, for people: `waits for bgg, 3rd in line, about 1.5 s`. */
export function describeWait({ definition, place, turnAt, reason }: LimitTurn, key: string, now: number): string {
  const kind = definition.atOnce === undefined ? 'rate limit' : 'concurrency limit';
  const whom = key === '' ? definition.name : `${definition.name} of ${key}`;
  const wait = `about ${seconds(Math.max(0, turnAt - now))}`;
  const line = place > 0 ? `, ${ordinal(place)} in line, ${wait}` : `, ${wait}`;
  return `waits for ${kind} ${whom}${line}${reason ? `: ${reason}` : ''}`;
}

function seconds(ms: number): string {
  if (ms >= 120_000) return `${Math.round(ms / 60_000)} min`;
  return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

function ordinal(place: number): string {
  const suffix = ['th', 'st', 'nd', 'rd'][place % 100 > 10 && place % 100 < 14 ? 0 : place % 10] ?? 'th';
  return `${place}${suffix}`;
}
