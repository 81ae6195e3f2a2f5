import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  assertScheduleTerms,
  CATCH_UPS,
  DEFAULT_SCHEDULE_TERMS,
  OVERLAPS,
  type ScheduleDefinition,
  type ScheduleTerms,
} from '@kickoff/contracts';
import { compileTiming, type CompiledTiming, type ScheduleTiming } from './schedule-timing.js';

const Timing = z.union([
  z.object({ kind: z.literal('cron'), cron: z.string(), timeZone: z.string() }),
  z.object({ kind: z.literal('anchored'), everyMs: z.number() }),
]);

/** What a tick needs to become a job. It travels in the rule, so that ticks become jobs also without PostgreSQL. */
export const TickBody = z.object({
  type: z.string(),
  input: z.unknown(),
  timing: Timing,
  overlap: z.enum(OVERLAPS),
  catchUp: z.enum(CATCH_UPS),
  catchUpWithinMs: z.number(),
  jitterMs: z.number(),
  /** When the tick was meant to fire, for rules of one firing, whose tick writes the next one. */
  firesAt: z.number().optional(),
});
export type TickBody = z.infer<typeof TickBody>;

/** The parts of a schedule that decide what its rule looks like, and when it is disabled. */
export interface SchedulePlan extends ScheduleTiming, ScheduleTerms {
  id: string;
  jobType: string;
  input: unknown;
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
  const { id, job, input, everyMs, cron, timeZone, enabled } = definition;
  return { id, jobType: job.type, input, everyMs, cron, timeZone, enabled, ...termsOf(definition) };
}

/** The terms alone, those that are missing by default. */
export function termsOf(given: Partial<ScheduleTerms>): ScheduleTerms {
  const { overlap, catchUp, catchUpWithinMs, jitterMs, pauseAfterFailures } = { ...DEFAULT_SCHEDULE_TERMS, ...given };
  return { overlap, catchUp, catchUpWithinMs, jitterMs, pauseAfterFailures };
}

/** @throws ConfigurationInvalid when cron, interval, time zone or a term is wrong */
export function effectiveSchedule(plan: SchedulePlan, revision: number): EffectiveSchedule {
  const timing = compileTiming(plan, plan.id);
  assertScheduleTerms(plan, plan.id);
  const { jobType: type, input, overlap, catchUp, catchUpWithinMs, jitterMs } = plan;
  const body: TickBody = { type, input: input ?? null, timing, overlap, catchUp, catchUpWithinMs, jitterMs };
  return { id: plan.id, enabled: plan.enabled, timing, body, hash: hashOf(plan, body), revision };
}

function hashOf({ enabled, pauseAfterFailures }: SchedulePlan, body: TickBody): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted({ enabled, pauseAfterFailures, body })))
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
