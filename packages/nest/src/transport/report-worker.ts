import { FAULTS, KickoffError } from '@kickoff/contracts';
import type { EndedRun, Worker } from '@kickoff/jobs';
import type { Readiness } from '../health/readiness.js';
import type { ServiceLog } from '../logging/service-log.js';
import type { ServiceMetrics } from '../metrics/service-metrics.js';

export interface ReportWorkerOptions {
  workload: string;
  readiness: Readiness;
  metrics: ServiceMetrics;
  log: ServiceLog;
}

const CHECK_MS = 1_000;

/** Name of a workload's worker in the readiness report. */
export function workerDependency(workload: string): string {
  return `worker ${workload}`;
}

/** Keeps log, metrics and readiness true to what a worker does once it has started; its warnings are logged from before. */
export function reportWorker(worker: Worker, { workload, readiness, metrics, log }: ReportWorkerOptions): void {
  worker.on('started', ({ type, waitedMs }) => {
    metrics.waitSeconds.observe({ type }, Math.max(0, waitedMs) / 1_000);
  });
  const addMetrics = ({ type, metrics: values }: Pick<EndedRun, 'type' | 'metrics'>) => {
    for (const [name, value] of Object.entries(values ?? {})) {
      // A counter cannot go back; the record has such values.
      if (value > 0) metrics.jobMetric.inc({ type, name }, value);
    }
  };
  worker.on('deferred', addMetrics);
  worker.on('interrupted', addMetrics);
  worker.on('finished', (run, error) => {
    const { id, type, attempt, state, runMs } = run;
    addMetrics(run);
    metrics.runsEnded.inc({ type, state });
    if (runMs !== undefined) metrics.runSeconds.observe({ type }, runMs / 1_000);
    if (error !== undefined && !worker.isSilenced(type))
      log[levelOf(error)]({ job: { id, type, attempt }, state, err: error }, 'attempt failed');
  });
  const report = () => {
    readiness.set(
      workerDependency(workload),
      worker.isAccepting ? { up: true } : { up: false, detail: 'takes no jobs for now' },
    );
    metrics.jobsRunning.set({ workload }, worker.running);
  };
  worker.on('accepting', report);
  report();
  // The broker can also refuse events or go away, which no event of the worker tells.
  const timer = setInterval(report, CHECK_MS).unref();
  metrics.onClose(() => clearInterval(timer));
}

/** Errors of handlers without a code may be anything; their job is retried, so they are no bug of the service. */
function levelOf(error: unknown): 'info' | 'warn' | 'error' {
  return error instanceof KickoffError ? FAULTS[error.fault].logLevel : 'warn';
}
