import { ConfigurationInvalid } from '@kickoff/contracts';
import { DependencyWatch } from '../health/dependency-watch.js';
import type { Readiness } from '../health/readiness.js';
import type { ServiceLog } from '../logging/service-log.js';
import type { ServiceDatabase } from './service-definition.js';

const DEPENDENCY = 'postgres';

export interface WatchDatabaseOptions {
  database: ServiceDatabase;
  readiness: Readiness;
  log: ServiceLog;
  /** Whether the service is unready while it is away. */
  required: boolean;
  /** Told of every change, e.g. to hold back handlers. */
  onChange: (up: boolean) => void;
}

/**
 * Connects to PostgreSQL and keeps asking whether it is there. Returns after the first try, successful or not.
 *
 * @throws ConfigurationInvalid when PostgreSQL answers the first try and refuses the settings
 */
export async function watchDatabase({
  database,
  readiness,
  log,
  required,
  onChange,
}: WatchDatabaseOptions): Promise<DependencyWatch> {
  let refused: ConfigurationInvalid | undefined;
  // What is not required does not appear: the report knows only what the service cannot work without.
  const report = (state: { up: boolean; detail?: string }) => required && readiness.set(DEPENDENCY, state);
  report({ up: false, detail: 'not connected yet' });
  const watch = new DependencyWatch({
    dependency: {
      name: DEPENDENCY,
      check: async (signal) => {
        try {
          await database.check(signal);
        } catch (error) {
          if (error instanceof ConfigurationInvalid) refused = error;
          throw error;
        }
      },
    },
    onChange: ({ up, detail }) => {
      report({ up, detail });
      if (up) log.info('PostgreSQL is there');
      else log.warn({ detail }, 'PostgreSQL is unreachable');
      onChange(up);
    },
  });
  await watch.runOnce();
  if (refused) throw refused;
  watch.start();
  return watch;
}
