import { CeilingWatch, type Ceilings, type Worker } from '@kickoff/jobs';
import type { ServiceLog } from '../logging/service-log.js';
import type { ServiceMetrics } from '../metrics/service-metrics.js';
import type { WorkerSettings } from '../settings/platform-settings.js';

export interface WatchCeilingsOptions {
  settings: Partial<WorkerSettings>;
  metrics: ServiceMetrics;
  log: ServiceLog;
  /** A ceiling was reached and nothing runs any more: the process is to end. */
  onDrained: () => void;
}

/** Ceilings are a process's, so one watch is over all its workers. Returns what stops it. */
export function watchCeilings(
  workers: readonly Worker[],
  { settings, metrics, log, onDrained }: WatchCeilingsOptions,
): () => void {
  const ceilings = ceilingsOf(settings);
  if (Object.values(ceilings).every((ceiling) => ceiling === undefined)) return () => {};
  const watch = new CeilingWatch({
    ceilings,
    running: () => workers.reduce((sum, worker) => sum + worker.running, 0),
    onReached: (reached) => {
      metrics.ceilingsReached.inc({ ceiling: reached.ceiling });
      log.info(reached, 'reached a ceiling: pulls nothing more, and ends when its running jobs have');
      for (const worker of workers) void worker.pause(`the process reached its ceiling of ${reached.ceiling}`);
    },
    onDrained,
  });
  for (const worker of workers) worker.on('started', () => watch.count());
  watch.start();
  return () => watch.stop();
}

function ceilingsOf({
  KICKOFF_MAX_MEMORY_MB,
  KICKOFF_MAX_JOBS,
  KICKOFF_MAX_LIFETIME,
}: Partial<WorkerSettings>): Ceilings {
  return { memoryMb: KICKOFF_MAX_MEMORY_MB, jobs: KICKOFF_MAX_JOBS, lifetime: KICKOFF_MAX_LIFETIME };
}
