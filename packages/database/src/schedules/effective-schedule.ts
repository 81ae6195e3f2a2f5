import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Overlap, ScheduleDefinition } from '@kickoff/contracts';
import { compileTiming, type CompiledTiming, type ScheduleTiming } from './schedule-timing.js';

/** What a tick needs to become a job. It travels in the rule, so that ticks become jobs also without PostgreSQL. */
export const TickBody = z.object({
  type: z.string(),
  input: z.unknown(),
  overlap: z.enum(['skip', 'queue-all']),
  /** When the tick was meant to fire, for rules of one firing; cron ticks go by the time that the broker stored them. */
  firesAt: z.number().optional(),
  /** Interval of a rule of one firing, whose tick writes the next one. */
  everyMs: z.number().optional(),
});
export type TickBody = z.infer<typeof TickBody>;

/** The parts of a schedule that decide what its rule looks like. */
export interface SchedulePlan extends ScheduleTiming {
  id: string;
  jobType: string;
  input: unknown;
  overlap: Overlap;
  enabled: boolean;
}

/** A schedule as it is in effect: the code's declaration with the operator's edits. */
export interface EffectiveSchedule {
  id: string;
  enabled: boolean;
  timing: CompiledTiming;
  body: TickBody;
  /** Differs whenever anything that the rule carries differs. */
  hash: string;
  revision: number;
}

export function planOf(definition: ScheduleDefinition): SchedulePlan {
  const { id, job, input, everyMs, cron, timeZone, overlap, enabled } = definition;
  return { id, jobType: job.type, input, everyMs, cron, timeZone, overlap, enabled };
}

/** @throws ConfigurationInvalid when cron, interval or time zone is wrong */
export function effectiveSchedule(plan: SchedulePlan, revision: number): EffectiveSchedule {
  const timing = compileTiming(plan, plan.id);
  const body: TickBody = { type: plan.jobType, input: plan.input ?? null, overlap: plan.overlap };
  return { id: plan.id, enabled: plan.enabled, timing, body, hash: hashOf(plan, timing, body), revision };
}

function hashOf({ enabled }: SchedulePlan, timing: CompiledTiming, body: TickBody): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted({ enabled, timing, body })))
    .digest('hex')
    .slice(0, 32);
}

/** PostgreSQL's jsonb does not keep the order of keys, so the hash must not depend on it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
