import type { BenchOptions } from '../main.js';
import type { BenchResult } from '../result.js';
import { RivalServers } from '../rivals/rival-servers.js';
import { RIVALS } from '../rivals/rivals.js';
import { backlog } from './cases/backlog.js';
import { cancel } from './cases/cancel.js';
import { durable } from './cases/durable.js';
import { enqueueBulk } from './cases/enqueue-bulk.js';
import { enqueueSingle } from './cases/enqueue-single.js';
import { latency } from './cases/latency.js';
import { perKey } from './cases/per-key.js';
import { processing } from './cases/processing.js';
import { processingRecorded } from './cases/processing-recorded.js';
import { rate } from './cases/rate.js';
import { withJobsStage, type JobsCase } from './jobs-stage.js';

/** In the order in which they run. */
const CASES: readonly JobsCase[] = [
  processing,
  processingRecorded,
  enqueueBulk,
  enqueueSingle,
  latency,
  perKey,
  rate,
  backlog,
  cancel,
  durable,
];

/** No-op jobs enqueued and processed, next to what others do with the same messages. */
export async function jobsSuite({ rounds, cases, note }: BenchOptions): Promise<BenchResult[]> {
  const chosen = CASES.filter(({ name, onlyWhenNamed }) =>
    cases.length === 0 ? !onlyWhenNamed : cases.includes(name),
  );
  if (chosen.length === 0) return [];
  for (const rival of RIVALS) {
    const missing = RivalServers.missing(rival);
    if (missing !== undefined) note(`${rival.name} was not measured: ${missing}`);
  }
  return withJobsStage(rounds, async (stage) => {
    const results: BenchResult[] = [];
    for (const { run } of chosen) results.push(...(await run(stage)));
    return results;
  });
}
