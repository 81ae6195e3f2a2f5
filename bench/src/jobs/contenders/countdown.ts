/** `all` resolves when `one` was called so often. */
export function countdown(count: number): { all: Promise<void>; one: () => void } {
  let left = count;
  let finished = () => {};
  const all = new Promise<void>((resolve) => (finished = resolve));
  const one = () => {
    if ((left -= 1) === 0) finished();
  };
  return { all, one };
}
