import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Readiness } from '../health/readiness.js';

/** From a no-op to a model's training. */
const RUN_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900];
/** From at once to a day behind. */
const WAIT_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300, 3_600, 86_400];

/** Metrics that every service has. Names start with `kickoff_`; times are in seconds. */
export class ServiceMetrics {
  readonly registry = new Registry();
  private readonly closers: (() => void)[] = [];

  readonly runsEnded = new Counter({
    name: 'kickoff_runs_ended_total',
    help: 'Runs of handlers that ended, by job type and the state that the job went into',
    labelNames: ['type', 'state'] as const,
    registers: [this.registry],
  });

  readonly ceilingsReached = new Counter({
    name: 'kickoff_ceilings_reached_total',
    help: 'Whether the process reached its ceiling of memory, jobs or lifetime, and so is about to end',
    labelNames: ['ceiling'] as const,
    registers: [this.registry],
  });

  readonly waitSeconds = new Histogram({
    name: 'kickoff_wait_seconds',
    help: 'How long jobs were due before they started',
    labelNames: ['type'] as const,
    buckets: WAIT_SECONDS,
    registers: [this.registry],
  });

  readonly jobsRunning = new Gauge({
    name: 'kickoff_jobs_running',
    help: 'Handlers that run now',
    labelNames: ['workload'] as const,
    registers: [this.registry],
  });

  readonly runSeconds = new Histogram({
    name: 'kickoff_run_seconds',
    help: 'How long runs of handlers took',
    labelNames: ['type'] as const,
    buckets: RUN_SECONDS,
    registers: [this.registry],
  });

  readonly jobMetric = new Counter({
    name: 'kickoff_job_metric_total',
    help: 'What handlers counted with job.metric, by job type and name',
    labelNames: ['type', 'name'] as const,
    registers: [this.registry],
  });

  constructor(readiness: Readiness, info: { service: string; version: string }) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'kickoff_info',
      help: 'Always 1; the labels say what runs here',
      labelNames: ['service', 'version'] as const,
      registers: [this.registry],
    }).set(info, 1);
    const dependencyUp = new Gauge({
      name: 'kickoff_dependency_up',
      help: 'Whether what the service depends on is there (1) or not (0)',
      labelNames: ['dependency'] as const,
      registers: [],
      collect() {
        for (const [dependency, { up }] of Object.entries(readiness.report().dependencies)) {
          this.set({ dependency }, up ? 1 : 0);
        }
      },
    });
    this.registry.registerMetric(dependencyUp);
  }

  /** Runs when the service closes; for what feeds the metrics by timer. */
  onClose(stop: () => void): void {
    this.closers.push(stop);
  }

  close(): void {
    for (const stop of this.closers) stop();
    this.registry.clear();
  }
}
