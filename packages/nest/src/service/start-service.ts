import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { z } from 'zod';
import { durationMs } from '@kickoff/contracts';
import { JobClient, sealingKeys } from '@kickoff/jobs';
import { HealthServer } from '../health/health-server.js';
import { Readiness } from '../health/readiness.js';
import { NestLog } from '../logging/service-log.js';
import { ServiceMetrics } from '../metrics/service-metrics.js';
import { JetStreamStrategy } from '../transport/jetstream-strategy.js';
import { serveQueues } from '../transport/serve-queues.js';
import { servedBy } from '../workload/served-queues.js';
import { Closers } from './closers.js';
import { brokerOptions, connectBroker } from './connect-broker.js';
import { followControl } from './follow-control.js';
import { listenOn } from './listen-on.js';
import { planService } from './plan-service.js';
import { rootModule } from './root-module.js';
import type { DatabaseSettings } from '../settings/platform-settings.js';
import type {
  ConnectedPlan,
  ServiceContext,
  ServiceDefinition,
  ServiceSettings,
  ServiceSurroundings,
} from './service-definition.js';
import { watchDatabase } from './watch-database.js';

/** A service that has started. */
export interface RunningService {
  healthPort: number;
  /** Port of its HTTP server, when it has one. */
  port: number | undefined;
  readiness: Readiness;
  /** Resolves when the process reached a ceiling or was told to restart, and its running jobs have ended: it is to be stopped and started anew. */
  drained: Promise<void>;
  /** KICKOFF_SHUTDOWN_GRACE in milliseconds. */
  graceMs: number;
  /**
   * Not ready, drain the workers, close the HTTP server and the module, then database, broker and at last the health
   * server: handlers that still run have everything they use until they have ended. Safe to call twice.
   */
  stop(): Promise<void>;
}

/**
 * Starts a service: settings, workloads, health server, broker, database, module, HTTP server, workers, in this order.
 * Waits for a broker or database that is away; the health server tells so meanwhile.
 *
 * @throws ConfigurationInvalid when a setting is wrong; whatever had started is closed again
 */
export async function startService<Schema extends z.ZodObject>(
  definition: ServiceDefinition<Schema>,
  surroundings: ServiceSurroundings = {},
): Promise<RunningService> {
  const closers = new Closers();
  try {
    return await start(definition, surroundings, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function start<Schema extends z.ZodObject>(
  definition: ServiceDefinition<Schema>,
  surroundings: ServiceSurroundings,
  closers: Closers,
): Promise<RunningService> {
  const plan = await planService(definition, surroundings);
  const { name, version, settings, workloads, log } = plan;
  const served = new Map(workloads.map((loaded) => [loaded, servedBy(name, loaded, definition.serves)]));

  const readiness = new Readiness();
  readiness.set(name, { up: false, detail: 'starting' });
  const metrics = new ServiceMetrics(readiness, { service: name, version });
  closers.add(() => metrics.close());
  const health = await HealthServer.start(settings.HEALTH_PORT, readiness, metrics.registry);
  closers.add(() => health.close());

  const connection = brokerOptions(name, settings, workloads);
  const broker = await connectBroker({ options: connection, readiness, log });
  closers.add(() => broker.close());

  const graceMs = durationMs(settings.KICKOFF_SHUTDOWN_GRACE);
  const strategy = new JetStreamStrategy({ graceMs });
  const connected = { ...plan, broker };
  const database = hasDatabase(connected) ? definition.database?.(connected) : undefined;
  if (database) {
    closers.add(() => database.close());
    const required = definition.needsDatabase ?? true;
    const onChange = (up: boolean) => {
      if (!required) return;
      if (up) strategy.resume();
      else strategy.pause();
    };
    const watch = await watchDatabase({ database, readiness, log, required, onChange });
    closers.add(() => watch.stop());
  }

  const { control, stop: stopControl } = followControl(broker, log);
  closers.add(stopControl);
  const sealing = settings.KICKOFF_SEALING_KEYS === undefined ? undefined : sealingKeys(settings.KICKOFF_SEALING_KEYS);
  const client = new JobClient(broker, {
    transactions: database?.transactions,
    record: database?.record,
    control,
    sealing,
  });
  const context: ServiceContext<z.output<Schema> & ServiceSettings> = { ...connected, database };
  const app = await NestFactory.create<NestFastifyApplication>(
    rootModule({
      context,
      client,
      readiness,
      metrics,
      own: definition.module?.(context),
      served,
      workloadRoutes: definition.workloadRoutes,
    }),
    new FastifyAdapter({ ...definition.server?.(context), forceCloseConnections: 'idle' }),
    { bufferLogs: true, abortOnError: false },
  );
  closers.add(() => app.close());
  app.useLogger(app.get(NestLog));

  let onDrained = () => {};
  const drained = new Promise<void>((resolve) => (onDrained = resolve));
  const serves = [...served.values()].some(({ queues }) => queues.length > 0);
  if (serves) {
    strategy.useWorkers((runners, signal) =>
      serveQueues({ context, connection, sealing, served, runners, metrics, readiness, app, onDrained, signal }),
    );
    app.connectMicroservice({ strategy }, { inheritAppConfig: true });
    closers.add(() => strategy.close());
  }
  closers.add(() => readiness.set(name, { up: false, detail: 'stopping' }));

  await definition.http?.(app, context);
  // The port first: when it is taken, no job has been touched yet.
  const port = settings.PORT === undefined ? undefined : await listenOn(app, { port: settings.PORT, setting: 'PORT' });
  if (port === undefined) await app.init();
  await app.startAllMicroservices();
  readiness.set(name, { up: true });
  const names = workloads.map(({ workload }) => workload.name);
  log.info({ version, healthPort: health.port, port, workloads: names }, 'started');
  return { healthPort: health.port, port, readiness, drained, graceMs, stop: () => closers.close() };
}

function hasDatabase<Settings extends ServiceSettings>(
  plan: ConnectedPlan<Settings>,
): plan is ConnectedPlan<Settings & DatabaseSettings> {
  return plan.settings.KICKOFF_DATABASE_URL !== undefined;
}
