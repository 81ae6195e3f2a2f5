/** Shares from 0 to 1 that scores are made of. */

/** Grows with the count, ever slower, and is 1 at `full` and above. */
export function saturated(count: number, full: number): number {
  return Math.min(1, Math.log1p(Math.max(0, count)) / Math.log1p(full));
}

/** 1 at `full` and above. */
export function upTo(count: number, full: number): number {
  return Math.min(1, Math.max(0, count) / full);
}

/** Share of those for which it holds; 0 of none. */
export function shareOf<T>(all: readonly T[], holds: (one: T) => boolean): number {
  return all.length === 0 ? 0 : all.filter(holds).length / all.length;
}

/** Points for shares: the sum of weight × share, as a whole number from 0 to 100. */
export function points(parts: readonly (readonly [weight: number, share: number | boolean])[]): number {
  const sum = parts.reduce((total, [weight, share]) => total + weight * Number(share), 0);
  return Math.round(Math.min(100, sum));
}
