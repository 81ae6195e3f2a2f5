import { z } from 'zod';
import { DurationText, Reason, Time } from './names.js';

/** What people change at run time, and who did. */

/** Body of what takes nothing but a reason. */
export const ReasonBody = z.strictObject({ reason: Reason });

/** Query of what has no body. */
export const ReasonQuery = z.strictObject({ reason: Reason.optional() });

const Said = { reason: z.string(), by: z.string().meta({ description: 'Name of a key, or of a user and host.' }) };

export const Pause = z
  .object({ what: z.string().meta({ example: 'queue live-scores/polling' }), ...Said, since: Time })
  .meta({ id: 'Pause' });

export const Paused = z
  .object({ what: z.string(), paused: z.boolean(), ...Said })
  .meta({ id: 'Paused', description: 'A pause or a resumption that was stored.' });

export const Drain = z
  .object({ ...Said, since: Time })
  .meta({ id: 'Drain', description: 'Why a queue takes no new jobs.' });

export const Draining = z
  .object({ what: z.string(), draining: z.boolean(), ...Said })
  .meta({ id: 'Draining', description: 'A drain or its end that was stored.' });

const Attempts = z.union([z.int().min(1), z.literal('unlimited')]);
const Backoff = z.union([
  z.strictObject({ fixed: DurationText }),
  z.strictObject({
    exponential: z.strictObject({
      first: DurationText,
      factor: z.number().optional(),
      max: DurationText.optional(),
      jitter: z.number().optional(),
    }),
  }),
  z.strictObject({ steps: z.array(DurationText).min(1) }),
]);

/** How jobs run, in place of what their contracts say. */
export const RunTerms = z
  .strictObject({ attempts: Attempts.optional(), timeout: DurationText.optional(), backoff: Backoff.optional() })
  .refine((terms) => Object.values(terms).some((term) => term !== undefined), {
    message: 'must have at least one of attempts, timeout, backoff',
  })
  .meta({ id: 'RunTerms' });

/** The numbers of a limit, in place of what the code says. */
export const LimitTerms = z
  .union([
    z.strictObject({
      windows: z
        .array(z.strictObject({ limit: z.int().min(1), per: z.union([z.literal('utc-day'), DurationText]) }))
        .min(1),
    }),
    z.strictObject({ atOnce: z.int().min(1) }),
  ])
  .meta({ id: 'LimitTerms' });

export const Override = z
  .object({
    what: z.string().meta({ example: 'limit live-scores/rapidapi' }),
    terms: z.union([RunTerms, LimitTerms]).nullable().meta({ description: 'null: what the code says holds again.' }),
    ...Said,
  })
  .meta({ id: 'Override' });
