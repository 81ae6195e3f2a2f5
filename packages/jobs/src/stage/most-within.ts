/** Greatest number of times within any window of that length. */
export function mostWithin(times: readonly number[], perMs: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (const [index, at] of sorted.entries()) {
    while (at - sorted[first]! >= perMs) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
