/** Lists in which order does not count and repetition does. */

/** What is in `a` and not in `b`. */
export function without(a: readonly string[], b: readonly string[]): string[] {
  const left = counts(b);
  return a.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}

export function sameItems(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && without(a, b).length === 0;
}

function counts(items: readonly string[]): Map<string, number> {
  const byItem = new Map<string, number>();
  for (const item of items) byItem.set(item, (byItem.get(item) ?? 0) + 1);
  return byItem;
}
