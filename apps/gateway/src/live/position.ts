import { parsePosition, type LivePosition } from '@kickoff/contracts';

/** A position in numbers, so that positions of different epochs can be ordered. */
export interface Position {
  epoch: string;
  sequence: number;
}

/** Negative when `a` lies before `b`. A later epoch is a stream that was built later, so all of it comes after. */
export function comparePositions(a: Position, b: Position): number {
  return a.epoch === b.epoch ? a.sequence - b.sequence : epochTime(a.epoch) - epochTime(b.epoch);
}

/** The position that a stored value names, or undefined when it is none. */
export function readPosition(offset: unknown): Position | undefined {
  return typeof offset === 'string' ? parsePosition(offset satisfies LivePosition) : undefined;
}

/** Milliseconds of the stream's creation. */
export function epochTime(epoch: string): number {
  const time = Number.parseInt(epoch, 36);
  return Number.isFinite(time) ? time : 0;
}
