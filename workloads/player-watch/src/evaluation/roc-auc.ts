/**
 * Area under the receiver operating characteristic: how likely it is that one that `isPositive` has a greater value than one
 * that is not. Equal values count half.
 */
export function rocAuc(values: readonly { value: number; isPositive: boolean }[]): number {
  const sorted = values.toSorted((a, b) => a.value - b.value);
  let positives = 0;
  let rankSum = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]!.value === sorted[from]!.value) to += 1;
    const meanRank = (from + 1 + to) / 2;
    for (let index = from; index < to; index += 1) {
      if (!sorted[index]!.isPositive) continue;
      positives += 1;
      rankSum += meanRank;
    }
    from = to;
  }
  const negatives = sorted.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
