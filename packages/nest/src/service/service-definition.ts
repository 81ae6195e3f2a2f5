import type { DynamicModule, Provider, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';
import type { z } from 'zod';
import type { Broker, JobRecord, RecordLookup, Transactions } from '@kickoff/jobs';
import type { ServiceLog } from '../logging/service-log.js';
import type { DatabaseSettings, PlatformSettings, WorkerSettings } from '../settings/platform-settings.js';
import type { ImportEntry, LoadedWorkload } from '../workload/load-workloads.js';
import type { ServesQueue } from '../workload/served-queues.js';
import type { Environment } from '../settings/parse-settings.js';

/** Settings that a service may have beyond the platform's; the shell acts on those that are there. */
export type ServiceSettings = PlatformSettings & Partial<DatabaseSettings & WorkerSettings & { PORT: number }>;

/** A workload with its settings, as services use it. */
export interface ServiceWorkload extends LoadedWorkload {
  settings: Record<string, unknown>;
}

/** What is known before any connection exists. */
export interface ServicePlan<Settings extends ServiceSettings = ServiceSettings> {
  name: string;
  version: string;
  settings: Settings;
  workloads: readonly ServiceWorkload[];
  log: ServiceLog;
}

export interface ConnectedPlan<Settings extends ServiceSettings = ServiceSettings> extends ServicePlan<Settings> {
  broker: Broker;
}

/** What a service's own module may use; the same things can be injected. */
export interface ServiceContext<Settings extends ServiceSettings = ServiceSettings> extends ConnectedPlan<Settings> {
  database: ServiceDatabase | undefined;
}

/** PostgreSQL as the shell sees it, so that this package knows no ORM. */
export interface ServiceDatabase {
  /** What workloads and the service inject, e.g. the DataSource. */
  providers: readonly Provider[];
  /**
   * Connects at the first call that succeeds, afterwards asks for a sign of life. Called once a second.
   *
   * @throws ConfigurationInvalid when PostgreSQL refuses the settings; anything else means that it is away for now
   */
  check(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
  /** For `job.transaction`. */
  transactions?: Transactions;
  /** For jobs that are delivered again, and for `result` and `watch` of the service's client. */
  record?: RecordLookup & JobRecord;
  /** Whether an error means that PostgreSQL is away; the job then returns without spending its attempt. */
  isOutage?(error: unknown): boolean;
  /** The catalogue's error for what the database or its driver threw; other errors as they are. */
  translate?(error: unknown): unknown;
}

/** A deployable: what its main.ts says. */
export interface ServiceDefinition<Schema extends z.ZodObject = z.ZodObject> {
  /** Shown in logs and metrics; queues whose workload names it are run here. */
  name: string;
  /** Its schema out of SERVICE_SETTINGS. */
  settings: Schema;
  /** Which queues are run here. Default: those whose workload names this service. */
  serves?: ServesQueue;
  /** Its own module; it may inject everything of KickoffModule. Handlers of workloads need none. */
  module?: (context: ServiceContext<z.output<Schema> & ServiceSettings>) => Type<unknown> | DynamicModule;
  /** Makes the connection to PostgreSQL; called when the service has KICKOFF_DATABASE_URL. */
  database?: (context: ConnectedPlan<z.output<Schema> & ServiceSettings & DatabaseSettings>) => ServiceDatabase;
  /**
   * Whether the service is unready and its handlers wait while PostgreSQL is away. Default true; false for a service whose
   * work goes on without it.
   */
  needsDatabase?: boolean;
  /** Path under which it serves the routes of workloads, e.g. `api/v1`. Default: it serves none. */
  workloadRoutes?: string;
  /** Options of the HTTP server itself, e.g. how it finds the address of a caller. */
  server?: (context: ServiceContext<z.output<Schema> & ServiceSettings>) => FastifyServerOptions;
  /** Adapts the HTTP server before it listens on PORT. A service without PORT has none. */
  http?: (
    app: NestFastifyApplication,
    context: ServiceContext<z.output<Schema> & ServiceSettings>,
  ) => void | Promise<void>;
}

/** Where a service takes its input from; replaced in tests. */
export interface ServiceSurroundings {
  environment?: Environment;
  importEntry?: ImportEntry;
  log?: ServiceLog;
}
