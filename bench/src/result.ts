/** One measured case, as `--json` writes it. */
export interface BenchResult {
  suite: string;
  case: string;
  unit: string;
  /** Median of Kickoff's rounds. */
  kickoff: number;
  /** Medians of what it is measured against, in the same run. */
  against: Record<string, number>;
  rounds: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/** Greatest number of `sorted` times within any window of that length. */
export function mostWithin(sorted: readonly number[], perMs: number): number {
  let first = 0;
  let most = 0;
  for (const [index, at] of sorted.entries()) {
    while (at - sorted[first]! >= perMs) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

/** A table for people: one line per case and contender, with the ratio of Kickoff's value to each other one. */
export function printTable(results: readonly BenchResult[]): void {
  console.table(
    Object.fromEntries(
      results.flatMap(({ suite, case: name, unit, kickoff, against, rounds }) =>
        Object.entries({ kickoff, ...against }).map(([contender, value]) => [
          `${suite}/${name} ${contender}`,
          { value: round(value), unit, kickoff: `× ${(kickoff / value).toFixed(2)}`, rounds },
        ]),
      ),
    ),
  );
}

function round(value: number): number {
  if (value < 1) return Number(value.toPrecision(4));
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}
