import type { Duration, LimitDefinition, LimitTerms } from '@kickoff/contracts';

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

/** The numbers of a limit's definition as people write them. */
export function limitTermsOf({ windows, atOnce }: LimitDefinition): LimitTerms {
  if (atOnce !== undefined) return { atOnce };
  return {
    windows: windows.map(({ limit, perMs, kind }) => ({ limit, per: kind === 'utc-day' ? kind : durationText(perMs) })),
  };
}

/** In the largest unit that it is a whole number of. */
function durationText(ms: number): Duration {
  const [unit, length] = UNITS.find(([, each]) => ms % each === 0)!;
  return `${ms / length}${unit}`;
}
