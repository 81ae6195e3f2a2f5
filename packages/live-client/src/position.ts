import type { LivePosition } from '@kickoff/contracts';

/** A position in parts; undefined for what is none. Own code, since importing it would bring the schemas into the bundle. */
export function splitPosition(position: LivePosition | undefined): { epoch: string; sequence: number } | undefined {
  const colon = position?.lastIndexOf(':') ?? -1;
  if (position === undefined || colon < 1) return undefined;
  const sequence = Number(position.slice(colon + 1));
  return Number.isSafeInteger(sequence) ? { epoch: position.slice(0, colon), sequence } : undefined;
}

/** Whether `offset` lies after `position`. Positions of different epochs cannot be ordered: another epoch counts as later. */
export function isAfter(offset: LivePosition, position: LivePosition | undefined): boolean {
  const a = splitPosition(offset);
  const b = splitPosition(position);
  return !a || !b || a.epoch !== b.epoch || a.sequence > b.sequence;
}
