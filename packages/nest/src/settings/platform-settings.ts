import { z } from 'zod';
import {
  addressListSetting,
  addressSetting,
  choiceSetting,
  durationSetting,
  listSetting,
  portSetting,
  prefixSetting,
  sealingKeysSetting,
  wholeNumberSetting,
} from './kinds.js';

/**
 * Every setting of the platform, in parts. A service's schema is composed of parts; all parts together are the names
 * that `KICKOFF_*` may have, because one ConfigMap usually feeds every service. Names are read nowhere else.
 */

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const processPart = z.object({
  HEALTH_PORT: portSetting()
    .default(3100)
    .meta({ description: 'Port of `/health/live`, `/health/ready` and `/metrics`. 0 takes a free one.' }),
  KICKOFF_LOG_LEVEL: choiceSetting(LOG_LEVELS)
    .default('info')
    .meta({ description: 'Least severe log lines to write. `silent` writes none.' }),
  KICKOFF_SHUTDOWN_GRACE: durationSetting().default('25s').meta({
    description:
      'How long running handlers may finish after SIGTERM. What still runs then is interrupted and goes back unspent. Keep it below the grace period of the orchestrator.',
  }),
});

/** How to reach the broker; commands need no more. */
export const brokerSettings = z.object({
  KICKOFF_NATS_URL: addressListSetting(['nats', 'tls', 'ws', 'wss']).meta({
    description: 'Address of a NATS server, or several of one cluster separated by commas.',
  }),
  KICKOFF_NATS_USER: z.string().optional().meta({ description: 'User name at the NATS server.' }),
  KICKOFF_NATS_PASSWORD: z.string().optional().meta({ description: 'Password of `KICKOFF_NATS_USER`.', secret: true }),
  KICKOFF_PREFIX: prefixSetting().optional().meta({
    description:
      'Word that all subjects, streams and buckets of this installation begin with, for several installations in one account of a NATS server: kebab-case, at most 20 characters. The same in every service, the migrate command and the producers. Unset: none.',
  }),
});

export const workloadsSettings = z.object({
  KICKOFF_WORKLOADS: listSetting()
    .default(['@kickoff/live-scores'])
    .meta({ description: 'Packages of the workloads to load, separated by commas.' }),
});

const sealingPart = z.object({
  KICKOFF_SEALING_KEYS: sealingKeysSetting().optional().meta({
    description:
      'Keys for sensitive fields of inputs: `<id>:<base64 of 32 bytes>`, several separated by commas. The first seals, all open. Needed by job types that have such fields.',
    secret: true,
  }),
});

/** What every service has. */
export const platformSettings = z.object({
  ...processPart.shape,
  ...brokerSettings.shape,
  ...workloadsSettings.shape,
  ...sealingPart.shape,
});
export type PlatformSettings = z.output<typeof platformSettings>;

/** For services that use PostgreSQL. */
export const databaseSettings = z.object({
  KICKOFF_DATABASE_URL: addressSetting(['postgres', 'postgresql']).meta({
    description: 'Address of the PostgreSQL database, with user and password.',
    secret: true,
  }),
  KICKOFF_DATABASE_POOL: wholeNumberSetting({ min: 1, max: 500 })
    .default(10)
    .meta({ description: 'Most connections that one process opens to PostgreSQL.' }),
});
export type DatabaseSettings = z.output<typeof databaseSettings>;

const databaseAddress = databaseSettings.shape.KICKOFF_DATABASE_URL;

/** For services that go without PostgreSQL when no address is given. */
export const optionalDatabaseSettings = z.object({
  ...databaseSettings.shape,
  // What a schema says about itself does not pass to what is made of it; the address must stay secret.
  KICKOFF_DATABASE_URL: databaseAddress.optional().meta(databaseAddress.meta()!),
});

/** For services that run handlers. */
export const workerSettings = z.object({
  KICKOFF_BALANCE: choiceSetting(['off', 'time', 'order']).default('off').meta({
    description:
      'How the slots of a process are divided among the queues of one workload: `off` leaves each queue its own, `time` moves them to where backlog times mean run time is largest, `order` gives the first queue what it can use, then the second.',
  }),
  KICKOFF_CHANGED_CONTRACTS: choiceSetting(['refuse', 'accept']).default('refuse').meta({
    description:
      'What a worker does at start about a contract that fails jobs of the registered one: `refuse` stops it with the differences, `accept` warns and is for development.',
  }),
  KICKOFF_DEFAULT_ATTEMPTS: wholeNumberSetting({ min: 1, max: 1_000 }).optional().meta({
    description: 'Attempts of jobs whose contract names neither `attempts` nor `retryUntil`. Unset: 3.',
  }),
  KICKOFF_DEFAULT_TIMEOUT: durationSetting().optional().meta({
    description: 'Longest run of one attempt of jobs whose contract names no `timeout`. Unset: 15m.',
  }),
  KICKOFF_MAX_JOBS: wholeNumberSetting({ min: 1, max: Number.MAX_SAFE_INTEGER }).optional().meta({
    description:
      'Jobs after which a process pulls no more, lets the running ones finish and ends with code 0, to be started anew. Unset: no ceiling.',
  }),
  KICKOFF_MAX_LIFETIME: durationSetting().optional().meta({
    description: 'The same after this time, up to a tenth earlier at random so that replicas do not end together.',
  }),
  KICKOFF_MAX_MEMORY_MB: wholeNumberSetting({ min: 64, max: 1_048_576 }).optional().meta({
    description:
      "The same when the process's resident memory reaches so many megabytes. Keep it below the memory limit of the container, which kills.",
  }),
  KICKOFF_SLOTS: wholeNumberSetting({ min: 1, max: 10_000 }).default(20).meta({
    description:
      'How many jobs of each queue one process runs at the same time. A queue whose types all run in threads has one slot per processor in its place.',
  }),
});
export type WorkerSettings = z.output<typeof workerSettings>;

/** For services that browsers or other programs call. */
export function httpSettings(defaultPort: number) {
  return z.object({
    PORT: portSetting()
      .default(defaultPort)
      .meta({ description: 'Port that the service answers on. 0 takes a free one.' }),
  });
}

/** Only the api. */
export const apiSettings = z.object({
  KICKOFF_GATEWAY_PUBLIC_URL: addressSetting(['http', 'https'])
    .default('http://localhost:3001')
    .meta({ description: 'Address of the gateway as browsers reach it; pages connect to it.' }),
  KICKOFF_API_ADMIN_KEY: z
    .string()
    .regex(/^kk_[A-Za-z0-9_-]{43}$/, { error: 'must be kk_ and 43 letters, digits, - or _' })
    .optional()
    .meta({
      description:
        'The admin key that the first start makes while there is no key. Unset: a random one, which that start prints once on standard output.',
      secret: true,
    }),
  KICKOFF_API_BODY_BYTES: wholeNumberSetting({ min: 1_000, max: 1_000_000_000 })
    .default(8_000_000)
    .meta({ description: 'Largest body of a request in bytes; a larger one is answered 413.' }),
  KICKOFF_API_BODY_DEPTH: wholeNumberSetting({ min: 4, max: 1_000 })
    .default(64)
    .meta({ description: 'How deep lists and objects of a body may lie in each other.' }),
  KICKOFF_API_RATE_PER_ADDRESS: wholeNumberSetting({ min: 1, max: 10_000_000 }).default(6_000).meta({
    description: 'Requests per minute that one address may make without a key, at each replica; more are answered 429.',
  }),
  KICKOFF_API_RATE_PER_KEY: wholeNumberSetting({ min: 1, max: 10_000_000 })
    .default(60_000)
    .meta({ description: 'The same for one key, whatever addresses it is used from.' }),
  KICKOFF_API_TRUSTED_PROXIES: listSetting().optional().meta({
    description:
      'Addresses or networks (`10.0.0.0/8`) of the proxies before the api, separated by commas: what they say of the caller in `X-Forwarded-For` is believed. Unset: nobody is believed.',
  }),
});
export type ApiSettings = z.output<typeof apiSettings>;

/** For services that watch how full the broker's store is. */
const storeSettings = z.object({
  KICKOFF_STORE_BYTES: wholeNumberSetting({ min: 1_000_000, max: Number.MAX_SAFE_INTEGER }).optional().meta({
    description:
      "Size of the NATS server's file store (its `max_file_store`) in bytes. Over 85 % of it enqueueing is closed, so that running jobs can still end. Unset: the account's own storage limit; without one the store is not watched.",
  }),
});

/** Only the recorder: alerts, how long the record is kept after a job or flow ended, and statistics, how finely. */
export const recorderSettings = z.object({
  ...storeSettings.shape,
  KICKOFF_ALERT_SMTP_URL: addressSetting(['smtp', 'smtps']).optional().meta({
    description: 'Mail server for alerts: `smtp://user:password@host:587`. Unset: no e-mail is sent.',
    secret: true,
  }),
  KICKOFF_ALERT_FROM: z
    .string()
    .default('Kickoff <kickoff@localhost>')
    .meta({ description: 'Sender of e-mail about alerts.' }),
  KICKOFF_KEEP_SUCCEEDED: durationSetting().default('24h').meta({
    description:
      'How long the record keeps jobs that succeeded. Longer: more history and more space, some 1 KB per job.',
  }),
  KICKOFF_KEEP_CANCELLED: durationSetting().default('7d').meta({
    description: 'How long the record keeps jobs that were cancelled or expired.',
  }),
  KICKOFF_KEEP_DEAD: durationSetting().default('30d').meta({
    description: 'How long the record keeps dead jobs. Dead letters themselves are kept for 30 days.',
  }),
  KICKOFF_KEEP_FLOWS: durationSetting().default('30d').meta({
    description: 'How long flows are kept after their end. Until then they can be retried.',
  }),
  KICKOFF_STATISTICS_MINUTES: durationSetting().default('2d').meta({
    description:
      'Age at which statistics of minutes are added up to hours. What is told of older minutes is not counted.',
  }),
  KICKOFF_STATISTICS_HOURS: durationSetting().default('14d').meta({
    description: 'Age at which statistics of hours are added up to days.',
  }),
  KICKOFF_STATISTICS_DAYS: durationSetting().default('90d').meta({
    description: 'Age at which statistics are deleted.',
  }),
});

/** Only the scheduler. */
export const schedulerSettings = z.object({
  KICKOFF_LOST_JOBS: choiceSetting(['mark', 'enqueue']).default('mark').meta({
    description:
      'What is done about a job that the record calls unfinished and whose message is gone from its stream (the broker lost it, somebody purged the stream): `mark` ends it as dead with a dead letter, `enqueue` puts it back to wait as it did, so that one which had run to its end may run again.',
  }),
  KICKOFF_SCHEDULER_ENABLED: choiceSetting(['true', 'false']).default('true').meta({
    description:
      '`false` stops all schedules: none fires, and what would have fired is not made up for. The rest of the service goes on. The same in every replica.',
  }),
  ...storeSettings.shape,
});
export type SchedulerSettings = z.output<typeof schedulerSettings>;

/** Only the gateway: how tokens for private channels are checked. Without either, private channels are closed. */
export const gatewaySettings = z.object({
  KICKOFF_LIVE_TOKEN_SECRET: z.string().min(32, { error: 'must have at least 32 characters' }).optional().meta({
    description: 'Secret that tokens for private channels are signed with (HS256), at least 32 characters.',
    secret: true,
  }),
  KICKOFF_LIVE_TOKEN_JWKS: z.string().optional().meta({
    description:
      'Public keys (a JSON Web Key Set as text) that tokens for private channels are checked with, instead of a secret.',
  }),
});
