import { z } from 'zod';

/** Whether the upstream may be asked, as the API and the page show it. Browser-safe. */

export const QUOTA_CHANNEL = 'live-scores/quota';
export const QUOTA_MESSAGE = 'quota.changed';

export const QuotaState = z.object({
  /** False while no request is sent. */
  open: z.boolean(),
  /** ISO 8601, UTC: when requests are sent again. Null while they are. */
  closedUntil: z.string().nullable(),
  /** For people, e.g. `quota used up until 00:00 UTC`. Null while requests are sent. */
  notice: z.string().nullable(),
  /** Requests left of the day's quota, by the last word of the upstream; null before the first. */
  dayRemaining: z.number().nullable(),
  dayLimit: z.number().nullable(),
});
export type QuotaState = z.infer<typeof QuotaState>;

export const QUOTA_USED_UP = 'quota used up until 00:00 UTC';
