/**
 * Histograms of times: buckets whose bounds grow by 4 %, so that what is read from them is at most 2 % wrong, whatever the
 * scale. Bucket 0: less than a millisecond; bucket n: from 1.04^(n-1) to 1.04^n milliseconds. Two are merged by adding their
 * counts, which SQL does where the rows are. The rule is DDSketch's.
 */
const GROWTH = 1.04;
/** `smallint` holds ages more; a job that ran for a thousand years is a clock that was wrong. */
const LAST_BUCKET = 800;

/** SQL of the bucket of a time in milliseconds; negative ones, from clocks that disagree, are 0. */
export const bucketSql = (ms: string): string =>
  `CASE WHEN ${ms} < 1 THEN 0 ELSE least(floor(ln(${ms}) / ln(${GROWTH}::double precision)) + 1, ${LAST_BUCKET}) END::smallint`;

/** A histogram as it is read: buckets in order, and how many times fell into each. */
export interface TimeBuckets {
  buckets: readonly number[];
  counts: readonly number[];
}

/** Milliseconds. */
export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

/** Undefined of nothing. */
export function percentilesOf({ buckets, counts }: TimeBuckets): Percentiles | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  const at = (share: number): number => {
    let seen = 0;
    const index = counts.findIndex((count) => (seen += count) >= share * total);
    return middleOf(buckets[index]!);
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** The value whose distance to both bounds is the same share of them. */
function middleOf(bucket: number): number {
  return bucket === 0 ? 0 : (GROWTH ** (bucket - 1) * 2 * GROWTH) / (GROWTH + 1);
}
