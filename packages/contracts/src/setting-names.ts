import { ConfigurationInvalid } from './errors.js';
import { nearest } from './suggest.js';

/**
 * Every `KICKOFF_*` name that a service or command of the platform reads. One ConfigMap usually feeds them all, so each must
 * know the others' names to tell a misspelt one from a foreign one. What a name means is said in the schema that reads it.
 */
export const SETTING_NAMES = [
  'KICKOFF_BALANCE',
  'KICKOFF_CHANGED_CONTRACTS',
  'KICKOFF_DATABASE_POOL',
  'KICKOFF_DATABASE_URL',
  'KICKOFF_GATEWAY_PUBLIC_URL',
  'KICKOFF_LIVE_TOKEN_JWKS',
  'KICKOFF_LIVE_TOKEN_SECRET',
  'KICKOFF_LOG_LEVEL',
  'KICKOFF_LOST_JOBS',
  'KICKOFF_MAX_JOBS',
  'KICKOFF_MAX_LIFETIME',
  'KICKOFF_MAX_MEMORY_MB',
  'KICKOFF_NATS_PASSWORD',
  'KICKOFF_NATS_URL',
  'KICKOFF_NATS_USER',
  'KICKOFF_PREFIX',
  'KICKOFF_SEALING_KEYS',
  'KICKOFF_SHUTDOWN_GRACE',
  'KICKOFF_SLOTS',
  'KICKOFF_STATISTICS_DAYS',
  'KICKOFF_STATISTICS_HOURS',
  'KICKOFF_STATISTICS_MINUTES',
  'KICKOFF_STORE_BYTES',
  'KICKOFF_STREAM_REPLICAS',
  'KICKOFF_WORKLOADS',
] as const;

/**
 * Refuses names that start like ours but are none: a misspelt setting would otherwise silently keep its default.
 *
 * @throws ConfigurationInvalid naming the first unknown one and the known name nearest to it
 */
export function refuseUnknownNames(
  environment: Readonly<Record<string, string | undefined>>,
  { prefix, known }: { prefix: string; known: readonly string[] },
): void {
  for (const name of Object.keys(environment).sort()) {
    if (!name.startsWith(prefix) || known.includes(name)) continue;
    const suggestion = nearest(name, known);
    throw new ConfigurationInvalid(name, `is not a setting${suggestion ? `; did you mean ${suggestion}?` : ''}`);
  }
}
