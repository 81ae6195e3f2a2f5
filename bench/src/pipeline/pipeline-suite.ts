import type { BenchOptions } from '../main.js';
import type { BenchResult } from '../result.js';
import { liveLatency } from './live-latency.js';
import { matchDay } from './match-day.js';

/** Cases that one measurement yields together; naming one of them measures all of them. */
const MEASUREMENTS: readonly { cases: RegExp; measure: (rounds: number) => Promise<BenchResult[]> }[] = [
  { cases: /^live-500/, measure: liveLatency },
  { cases: /^day-1275/, measure: matchDay },
];

/** From the upstream's response to the browser, with all services as real processes, next to the raw parts in one process. */
export async function pipelineSuite({ rounds, cases }: BenchOptions): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const { cases: known, measure } of MEASUREMENTS) {
    if (cases.length > 0 && !cases.some((name) => known.test(name))) continue;
    results.push(...(await measure(rounds)).filter((result) => cases.length === 0 || cases.includes(result.case)));
  }
  return results;
}
