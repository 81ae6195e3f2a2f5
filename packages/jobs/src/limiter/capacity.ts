/** One use that is asked for. */
export interface Use {
  /** A job's id, or that of a take by a handler. */
  id: string;
  cost: number;
  /** Leave so much of the day's quota for others. */
  reserve: number;
}

/** What one limit has to give for one key: a rate, or a number at once. All times by the limiter's clock. */
export interface Capacity {
  /** When this use may start; later than now: look again then; Infinity: when something is released or saved. */
  freeAt(now: number, use: Use): number;
  /** Grants a use that is free now. Returns by when a use of a rate must begin. */
  take(now: number, use: Use, forMs: number): number | undefined;
  /** Whether this use was granted and is neither begun (rate) nor released; with the time by which it must begin. */
  granted(id: string): { useBy: number | undefined } | undefined;
  begun(id: string, at: number): void;
  /** Granted to this worker, which holds it from now on. */
  heldBy(id: string, worker: string, now: number): void;
  /** Ended, or certainly not used. By a worker: only when it is the one that holds it. */
  release(id: string, now: number, by?: string): void;
  /** When it is the turn of whoever stands at this place of the line, the first being 1. An estimate. */
  turnAt(now: number, place: number): number;
  /** Why somebody waits, where there is more to say than the limit's name. */
  reason(now: number): string | undefined;
  /** Nothing is lost when it is forgotten. */
  isIdle(now: number): boolean;
}
