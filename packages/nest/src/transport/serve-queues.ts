import type { INestApplicationContext, Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { AnyContract, LimitDefinition } from '@kickoff/contracts';
import {
  isThreadQueue,
  Worker,
  type BatchHandler,
  type BatchOutcome,
  type BrokerOptions,
  type HandledJob,
  type JobHandler,
  type SealingKeys,
} from '@kickoff/jobs';
import type { Readiness } from '../health/readiness.js';
import type { ServiceMetrics } from '../metrics/service-metrics.js';
import type { ServiceContext, ServiceWorkload } from '../service/service-definition.js';
import type { ServedWorkload } from '../workload/served-queues.js';
import type { RunBound, RunningWorkers } from './jetstream-strategy.js';
import { reportWorker, workerDependency } from './report-worker.js';
import { startPatiently } from './start-patiently.js';
import { watchCeilings } from './watch-ceilings.js';
import { watchRestarts } from './watch-restarts.js';

export interface ServeQueuesOptions {
  app: INestApplicationContext;
  context: ServiceContext;
  connection: BrokerOptions;
  sealing: SealingKeys | undefined;
  served: ReadonlyMap<ServiceWorkload, ServedWorkload>;
  /** What Nest has bound, by job type. */
  runners: ReadonlyMap<string, RunBound>;
  metrics: ServiceMetrics;
  readiness: Readiness;
  /** A ceiling of the process was reached, or somebody asked for its restart, and nothing runs any more. */
  onDrained: () => void;
  /** Aborts when the service stops before its workers have started. */
  signal: AbortSignal;
}

/** Why workers are held back by the service, as they tell it to operators. */
const PAUSE_CAUSE = 'PostgreSQL is unreachable';

/** Starts one worker per workload that has queues here. */
export async function serveQueues(options: ServeQueuesOptions): Promise<RunningWorkers> {
  const workers: Worker[] = [];
  try {
    await startAll(options, workers);
  } catch (error) {
    // Nobody else knows of those that had started already.
    await Promise.all(workers.map((worker) => worker.stop({ graceMs: 0 })));
    throw error;
  }
  const { settings, log } = options.context;
  const unwatch = watchCeilings(workers, { settings, log, metrics: options.metrics, onDrained: options.onDrained });
  const forgetRestarts = watchRestarts(workers, { log, onDrained: options.onDrained });
  return {
    pause: () => workers.forEach((worker) => void worker.pause(PAUSE_CAUSE)),
    resume: () => workers.forEach((worker) => worker.resume(PAUSE_CAUSE)),
    stop: async ({ graceMs }) => {
      unwatch();
      forgetRestarts();
      await Promise.all(workers.map((worker) => worker.stop({ graceMs })));
    },
  };
}

/** Adds each worker to `started` once it runs. */
async function startAll(options: ServeQueuesOptions, started: Worker[]): Promise<void> {
  const { served, readiness, context, signal } = options;
  for (const [loaded, { queues, handlers }] of served) {
    if (queues.length === 0) continue;
    const handled = [...handlers].map(([contract, handler]): HandledJob =>
      typeof handler === 'function' ? { contract, handler: handlerOf(handler, contract, options) } : handler,
    );
    const workload = loaded.workload.name;
    const worker = await startPatiently(() => workerOf(loaded, handled, options), {
      signal,
      onWaiting: (reason) => {
        readiness.set(workerDependency(workload), { up: false, detail: reason });
        context.log.warn({ workload, reason }, 'the worker cannot start yet, trying again');
      },
    });
    reportWorker(worker, { ...options, workload, log: context.log });
    started.push(worker);
  }
}

function workerOf(
  { workload, manifest, settings }: ServiceWorkload,
  handlers: readonly HandledJob[],
  { served, context, connection, sealing }: ServeQueuesOptions,
): Worker {
  const { KICKOFF_SLOTS: slots, KICKOFF_BALANCE: balance = 'off' } = context.settings;
  const queues = [...served].find(([loaded]) => loaded.workload === workload)?.[1].queues ?? [];
  const limits: LimitDefinition[] = manifest.limits?.(settings) ?? [];
  const worker = new Worker({
    broker: context.broker,
    connection,
    workload,
    // More slots than processors would only make jobs that compute wait for each other while their time-outs run.
    queues: queues.map(({ name }) => (isThreadQueue(workload, name) ? { name } : { name, slots })),
    handlers,
    ...(balance === 'off' ? {} : { balance: { strategy: balance } }),
    limits,
    version: context.version,
    defaults: {
      attempts: context.settings.KICKOFF_DEFAULT_ATTEMPTS,
      timeout: context.settings.KICKOFF_DEFAULT_TIMEOUT,
    },
    sealing,
    changedContracts: context.settings.KICKOFF_CHANGED_CONTRACTS,
    transactions: context.database?.transactions,
    record: context.database?.record,
    isOutage: (error) => context.database?.isOutage?.(error) ?? false,
    onLog: ({ level, message, fields }, { id, type, attempt }) =>
      context.log[level]({ ...fields, job: { id, type, attempt } }, message),
  });
  worker.on('warning', (message, error) => context.log.warn({ err: error }, message));
  return worker;
}

/** `run` and `runMany` go through Nest; `failed` is called on the instance, since nothing can refuse it. */
function handlerOf(
  handler: Type<unknown>,
  { type, batch }: AnyContract,
  { app, runners }: ServeQueuesOptions,
): JobHandler | BatchHandler {
  const run = runners.get(type);
  if (!run) throw new Error(`Nest has bound no handler for ${type}`);
  const instance: unknown = app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .find(({ metatype }) => metatype === handler)?.instance;
  const failed: JobHandler['failed'] = hasFailed(instance) ? (error, job) => instance.failed(error, job) : undefined;
  if (!batch) return { run, failed };
  return { runMany: async (jobs) => (await run(jobs, jobs)) as readonly BatchOutcome[], failed };
}

function hasFailed(instance: unknown): instance is Required<Pick<JobHandler, 'failed'>> {
  return (
    typeof instance === 'object' && instance !== null && 'failed' in instance && typeof instance.failed === 'function'
  );
}
