import { ConfigurationInvalid } from './errors.js';
import { nearest } from './suggest.js';

/**
 * Every `KICKOFF_*` name that a service or command of the platform reads. One ConfigMap usually feeds them all, so each must
 * know the others' names to tell a misspelt one from a foreign one. What a name means is said in the schema that reads it.
 */
export const SETTING_NAMES = [
  'KICKOFF_ALERT_FROM',
  'KICKOFF_ALERT_SMTP_URL',
  'KICKOFF_API_ADMIN_KEY',
  'KICKOFF_API_BODY_BYTES',
  'KICKOFF_API_BODY_DEPTH',
  'KICKOFF_API_KEY',
  'KICKOFF_API_KEY_FILE',
  'KICKOFF_API_RATE_PER_ADDRESS',
  'KICKOFF_API_RATE_PER_KEY',
  'KICKOFF_API_TRUSTED_PROXIES',
  'KICKOFF_API_URL',
  'KICKOFF_BALANCE',
  'KICKOFF_CHANGED_CONTRACTS',
  'KICKOFF_DATABASE_POOL',
  'KICKOFF_DATABASE_URL',
  'KICKOFF_DEFAULT_ATTEMPTS',
  'KICKOFF_DEFAULT_TIMEOUT',
  'KICKOFF_GATEWAY_PUBLIC_URL',
  'KICKOFF_KEEP_CANCELLED',
  'KICKOFF_KEEP_DEAD',
  'KICKOFF_KEEP_FLOWS',
  'KICKOFF_KEEP_SUCCEEDED',
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
  'KICKOFF_SCHEDULER_ENABLED',
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

/** A name that starts like ours and is none. */
export interface UnknownName {
  name: string;
  /** For a message: `is not a setting; did you mean KICKOFF_SLOTS?` */
  problem: string;
}

/** Every name that starts with the prefix and is none of the known ones, in alphabetical order. */
export function unknownNames(
  environment: Readonly<Record<string, string | undefined>>,
  { prefix, known }: { prefix: string; known: readonly string[] },
): UnknownName[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith(prefix) && !known.includes(name))
    .sort()
    .map((name) => {
      const suggestion = nearest(name, known);
      return { name, problem: `is not a setting${suggestion ? `; did you mean ${suggestion}?` : ''}` };
    });
}

/**
 * Refuses names that start like ours but are none: a misspelt setting would otherwise silently keep its default.
 *
 * @throws ConfigurationInvalid naming the first unknown one and the known name nearest to it
 */
export function refuseUnknownNames(
  environment: Readonly<Record<string, string | undefined>>,
  family: { prefix: string; known: readonly string[] },
): void {
  const [first] = unknownNames(environment, family);
  if (first) throw new ConfigurationInvalid(first.name, first.problem);
}
