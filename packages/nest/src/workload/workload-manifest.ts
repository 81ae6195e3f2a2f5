import type { DynamicModule, Provider, Type } from '@nestjs/common';
import type { z } from 'zod';
import type { LimitDefinition, ScheduleDefinition, Workload } from '@kickoff/contracts';
import type { ThreadHandledJob } from '@kickoff/jobs';
import type { Importer } from './importer.js';

/** A directory of built files that the api serves for a workload. */
export interface WorkloadPage {
  /** Where it is served, e.g. `/live`. */
  path: string;
  /** Absolute directory with an index.html. */
  directory: string;
}

/** What a workload brings to PostgreSQL. */
export interface WorkloadDatabase {
  /** Its own schema, e.g. `live_scores`. */
  schema: string;
  entities: readonly (new () => object)[];
  /** TypeORM migration classes, in order. */
  migrations: readonly (new () => object)[];
}

/**
 * The server half of a workload's manifest: the default export of its `./worker` entry. Services read from it what they
 * need and ignore the rest, so that a new workload changes no service.
 */
export interface WorkloadManifest<Settings extends z.ZodObject = z.ZodObject> {
  workload: Workload;
  /** Environment names of the workload, e.g. `LIVE_SCORES_API_KEY`; all must start with its upper-case name. */
  settings: Settings;
  schedules?: (settings: z.infer<Settings>) => ScheduleDefinition[];
  /** Named limits that its handlers take from with `job.limit(name)`. */
  limits?: (settings: z.infer<Settings>) => LimitDefinition[];
  database?: WorkloadDatabase;
  /** Classes with `@Handles(contract)`, one per job type, in the order of the contracts. */
  handlers: readonly Type<unknown>[];
  /** The same for contracts with `isolation: 'thread'`, made by `handleInThread(contract, module)`. */
  threadHandlers?: readonly ThreadHandledJob[];
  /** What handlers and controllers inject. `WORKLOAD_SETTINGS` is provided by the platform. */
  providers?: readonly Provider[];
  imports?: readonly (Type<unknown> | DynamicModule)[];
  /** REST controllers; the api serves them below `/api/v1/<workload>`. */
  controllers?: readonly Type<unknown>[];
  pages?: readonly WorkloadPage[];
  /** What `kickoff import <workload> <name>` brings from the system that the workload replaces, by name. */
  importers?: Readonly<Record<string, Importer>>;
}

/** Checks and returns a manifest, keeping the type of its settings. */
export function defineManifest<Settings extends z.ZodObject>(
  manifest: WorkloadManifest<Settings>,
): WorkloadManifest<Settings> {
  return manifest;
}
