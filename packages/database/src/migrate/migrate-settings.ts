import { z } from 'zod';
import { ConfigurationInvalid, isPrefix, PREFIX_RULE, refuseUnknownNames, SETTING_NAMES } from '@kickoff/contracts';

/** Environment of the migrate command. The other names of the platform may be set beside them. */
export const MigrateSettings = z.object({
  KICKOFF_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }),
  KICKOFF_NATS_URL: z.string({ error: 'must name a NATS server, e.g. nats://localhost:4222' }).min(1),
  KICKOFF_NATS_USER: z.string().optional(),
  KICKOFF_NATS_PASSWORD: z.string().optional(),
  /** The installation's, where several share an account. */
  KICKOFF_PREFIX: z.string().refine(isPrefix, { error: PREFIX_RULE }).optional(),
  /** Packages of the workloads, separated by commas. */
  KICKOFF_WORKLOADS: z.string().default('@kickoff/live-scores'),
  /** Copies of every stream: 1 in development, 3 in production. */
  KICKOFF_STREAM_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
});
export type MigrateSettings = z.output<typeof MigrateSettings>;

/** @throws ConfigurationInvalid naming the first setting that is wrong or the first name that is none */
export function parseMigrateSettings(environment: NodeJS.ProcessEnv = process.env): MigrateSettings {
  refuseUnknownNames(environment, { prefix: 'KICKOFF_', known: SETTING_NAMES });
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = MigrateSettings.safeParse(present);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigurationInvalid(issue!.path.join('.'), issue!.message);
}
