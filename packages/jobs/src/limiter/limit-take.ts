import { ConfigurationInvalid, type LimitDefinition } from '@kickoff/contracts';
import { v7 } from 'uuid';
import { LimitDeferred } from './limit-deferred.js';
import type { LimitAsker, LimitTurn, LimitUse } from './limit-turn.js';
import type { Clock } from './steady-clock.js';

/** How long `take` waits in place before it defers the job. */
export const LONGEST_WAIT_MS = 5_000;
/** When no limiter answers at all. */
export const UNANSWERED_DEFER_MS = 10_000;

export interface TakeOptions {
  /** Units of the limit. Default 1. */
  cost?: number;
  /** Leave this many of the day's quota for others. Default 0. */
  reserve?: number;
  /** Whose limit it is, where each key has its own. Default: the limit of all. */
  key?: string;
  /** Who waits: a job's id. A deferred job that returns under the same name keeps its turn. */
  waiter?: string;
  signal?: AbortSignal;
}

/** What a client does for it. */
interface Turns {
  ask(use: LimitUse, asker: LimitAsker): LimitTurn;
  isAsked(name: string, key: string, id: string): boolean;
  isInTime(turn: LimitTurn): boolean;
  begun(turn: LimitTurn): void;
  release(turn: LimitTurn): void;
  away(turn: LimitTurn): void;
}

/** Takes one use of a rate in the middle of a handler: waits in place for a short while, and defers the job for a long one. */
export async function takeTurn(
  client: Turns,
  clock: Clock,
  definition: LimitDefinition,
  { cost = 1, reserve = 0, key = '', waiter = v7(), signal }: TakeOptions,
): Promise<void> {
  for (const { limit } of definition.windows) {
    if (cost > limit)
      throw new ConfigurationInvalid(`limit.${definition.name}.take.cost`, `must be at most ${limit}, got ${cost}`);
  }
  if (definition.atOnce !== undefined)
    throw new ConfigurationInvalid(`limit.${definition.name}.take`, 'is for rates; this limits jobs at once');
  const deadline = performance.now() + LONGEST_WAIT_MS;
  // Two takes of one job at once are two uses.
  let id = waiter;
  for (let other = 2; client.isAsked(definition.name, key, id); other += 1) id = `${waiter}.${other}`;
  for (;;) {
    signal?.throwIfAborted();
    const turn = await granted(client, clock, { definition, key, id, cost, reserve }, deadline, signal);
    if (client.isInTime(turn)) return client.begun(turn);
    client.release(turn);
  }
}

function granted(
  client: Turns,
  clock: Clock,
  use: LimitUse,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<LimitTurn> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      client.release(turn);
      done();
      reject(signal!.reason as Error);
    };
    const done = () => signal?.removeEventListener('abort', leave);
    const defer = (retryAt: number, reason: string) => {
      done();
      reject(new LimitDeferred(use.definition.name, retryAt, reason));
    };
    const turn = client.ask(use, {
      onVerdict: (asked) => {
        if (asked.state === 'granted') {
          done();
          return resolve(asked);
        }
        const waitMs = asked.turnAt - clock.now();
        if (performance.now() + waitMs <= deadline) return undefined;
        if (asked.place > 0) client.away(asked);
        else client.release(asked);
        return defer(Math.ceil(asked.turnAt), asked.reason ?? 'waits for its turn');
      },
      onSilence: (asked) => {
        if (performance.now() < deadline) return;
        client.release(asked);
        defer(clock.now() + UNANSWERED_DEFER_MS, 'no limiter answers');
      },
    });
    signal?.addEventListener('abort', leave, { once: true });
  });
}
