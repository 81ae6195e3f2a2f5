import { ConfigurationInvalid, type Workload } from '@kickoff/contracts';
import type { MigrationSet } from '../migrations/migration.js';

/** What the migrate command needs of a workload's package; the manifest's other half is the services' business. */
export interface WorkloadSchema {
  workload: Workload;
  /** Undefined: the workload stores nothing in PostgreSQL. */
  database: MigrationSet | undefined;
}

export type ImportEntry = (specifier: string) => Promise<unknown>;

/**
 * Imports the two entries of each package: `./contracts` (export `workload`) and `./worker` (default export with
 * `database`).
 *
 * @throws ConfigurationInvalid when a package has no such entries
 */
export async function loadWorkloadSchemas(
  packages: readonly string[],
  importEntry: ImportEntry = (specifier) => import(specifier),
): Promise<WorkloadSchema[]> {
  return Promise.all(
    packages.map(async (name) => {
      const contracts = (await importEntry(`${name}/contracts`)) as { workload?: Workload };
      const worker = (await importEntry(`${name}/worker`)) as { default?: { database?: MigrationSet } };
      if (!contracts.workload || !worker.default) {
        throw new ConfigurationInvalid(
          'KICKOFF_WORKLOADS',
          `names ${name}, which must export workload from ./contracts and a manifest by default from ./worker`,
        );
      }
      return { workload: contracts.workload, database: worker.default.database };
    }),
  );
}
