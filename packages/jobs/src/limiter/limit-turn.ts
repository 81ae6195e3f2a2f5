import type { LimitDefinition } from '@kickoff/contracts';
import type { Use } from './capacity.js';

/** Who asks for a use, and is told. */
export interface LimitAsker {
  /** It was granted, or it stands in line; may be called again while it waits. */
  onVerdict(turn: LimitTurn): void;
  /** Nobody has answered, and no owner was heard of, for three seconds, or nobody has answered for 30. It goes on asking. */
  onSilence(turn: LimitTurn): void;
}

/** Who decides a turn in this process. */
export interface TurnDecider {
  /** It has ended, or waits no more. */
  release(turn: LimitTurn, now: number): void;
}

/** What is asked for. */
export interface LimitUse extends Use {
  definition: LimitDefinition;
  key: string;
}

let turns = 0;

/** One use of a limit as its asker sees it, from the question until it is given back. */
export class LimitTurn implements LimitUse {
  readonly id: string;
  readonly cost: number;
  readonly reserve: number;
  readonly definition: LimitDefinition;
  readonly key: string;
  /** `asked`: no answer yet. `waiting`: in line. `granted`: may start. `over`: nobody's business any more. */
  state: 'asked' | 'waiting' | 'granted' | 'over' = 'asked';
  /** Who granted it, and by when it must begin by that one's clock; only for rates. */
  owner: string | undefined = undefined;
  useBy: number | undefined = undefined;
  /** In line: place, estimated time of the turn (server clock) and why. */
  place = 0;
  turnAt = 0;
  reason: string | undefined = undefined;
  /** Local time (`performance.now()`) of the last question, and of the first without an answer. */
  askedAt = 0;
  unansweredSince: number | undefined;
  /** A question is on its way: asking again would only make more work for an owner that is slow. */
  asking = false;
  /** Counts up in the order in which turns were first asked for. */
  readonly number: number;
  /** This worker decides it itself. */
  decidedBy: TurnDecider | undefined = undefined;

  constructor(
    { id, cost, reserve, definition, key }: LimitUse,
    readonly shard: number,
    readonly asker: LimitAsker,
    now: number,
  ) {
    turns += 1;
    this.number = turns;
    this.id = id;
    this.cost = cost;
    this.reserve = reserve;
    this.definition = definition;
    this.key = key;
    this.unansweredSince = now;
  }
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
