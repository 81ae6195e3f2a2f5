import { ConfigurationInvalid } from '@kickoff/contracts';
import { serviceDatabase, type ServiceDatabase } from '@kickoff/database';

type Context = Parameters<typeof serviceDatabase>[0];

/** As the gateway has it: the shell asks for a database only when its address is set. */
type OptionalContext = Omit<Context, 'settings'> & { settings: Partial<Context['settings']> };

const DEFAULT_POOL = 10;

/**
 * PostgreSQL for a service that works without it: handlers of workloads may use it, but live delivery goes on while it is
 * away, so its absence does not make the gateway unready and does not hold back its queues.
 */
export function optionalDatabase({ settings, ...context }: OptionalContext): ServiceDatabase {
  const { KICKOFF_DATABASE_URL, KICKOFF_DATABASE_POOL = DEFAULT_POOL } = settings;
  if (KICKOFF_DATABASE_URL === undefined) throw new ConfigurationInvalid('KICKOFF_DATABASE_URL', 'is not set');
  const database = serviceDatabase({ ...context, settings: { KICKOFF_DATABASE_URL, KICKOFF_DATABASE_POOL } });
  const check = database.check.bind(database);
  database.check = async () => {
    try {
      await check();
    } catch (error) {
      if (error instanceof ConfigurationInvalid) throw error;
    }
  };
  return database;
}
