/** Where `item` belongs in `items`, which are in the order of `compare`; behind its equals. */
export function sortedIndex<Item>(items: readonly Item[], item: Item, compare: (a: Item, b: Item) => number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(items[middle]!, item) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
