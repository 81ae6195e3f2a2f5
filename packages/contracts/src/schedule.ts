import type { AnyContract } from './contract.js';
import { durationMs, type Duration } from './duration.js';
import { ConfigurationInvalid } from './errors.js';
import { isName } from './name.js';

/**
 * What happens to a tick while the job of an earlier one is unfinished: `skip` drops it, `queue-one` keeps the latest until the
 * job has ended, `queue-all` makes every tick a job at once, `cancel-running` cancels the unfinished job and takes its place.
 */
export const OVERLAPS = ['skip', 'queue-one', 'queue-all', 'cancel-running'] as const;
export type Overlap = (typeof OVERLAPS)[number];

/**
 * What becomes of ticks that could not be handled in time, because no scheduler or no broker ran: `none` drops what is more
 * than a minute late, `last` makes up for the latest of them, `all` for each.
 */
export const CATCH_UPS = ['none', 'last', 'all'] as const;
export type CatchUp = (typeof CATCH_UPS)[number];

/**
 * What becomes of a tick while its job's type, queue or workload is paused: nothing, or a job that waits with the others for
 * the end of the pause.
 */
export type WhenPaused = 'skip' | 'queue';

/** How ticks become jobs, compiled. */
export interface ScheduleTerms {
  overlap: Overlap;
  catchUp: CatchUp;
  /** How late a tick may be made up for. */
  catchUpWithinMs: number;
  /** Each job starts up to so much later than its tick, by a share that follows from the job's id. 0: at the tick. */
  jitterMs: number;
  /** So many jobs that died one after the other disable the schedule. Null: none do. */
  pauseAfterFailures: number | null;
}

/** The terms of a schedule that says nothing of them. */
export const DEFAULT_SCHEDULE_TERMS: Readonly<ScheduleTerms> = {
  overlap: 'skip',
  catchUp: 'last',
  catchUpWithinMs: 86_400_000,
  jitterMs: 0,
  pauseAfterFailures: null,
};

/** A rule that creates jobs by clock: either `every` or `cron` (5 fields, or 6 with seconds first) with a time zone. */
export type ScheduleOptions = {
  /** Unique in the workload, kebab-case. */
  name: string;
  job: AnyContract;
  input: unknown;
  /** Default `skip`. */
  overlap?: Overlap;
  /** Default `last`. */
  catchUp?: CatchUp;
  /** How late a tick may be made up for. Default `1d`. */
  catchUpWithin?: Duration;
  /** Spreads starts: each job is enqueued to run up to so much later. Default `0s`. */
  jitter?: Duration;
  /** Disables the schedule when so many of its jobs died one after the other. Default: never. */
  pauseAfterFailures?: number;
  /** Default `skip`. With `queue` and the overlap `skip`, one job waits, however many ticks there were. */
  whenPaused?: WhenPaused;
  enabled?: boolean;
} & (
  | { every: Duration; cron?: never; timeZone?: never }
  | { cron: string; /** IANA name. Default UTC. */ timeZone?: string; every?: never }
);

export interface ScheduleDefinition extends Readonly<ScheduleTerms> {
  /** `<workload>.<name>`. */
  readonly id: string;
  readonly name: string;
  readonly job: AnyContract;
  readonly input: unknown;
  readonly everyMs: number | undefined;
  readonly cron: string | undefined;
  readonly timeZone: string;
  readonly whenPaused: WhenPaused;
  readonly enabled: boolean;
}

/**
 * Compiles one schedule of a workload.
 *
 * @throws ConfigurationInvalid naming the option that is wrong
 */
export function defineSchedule(workload: string, options: ScheduleOptions): ScheduleDefinition {
  const id = `${workload}.${options.name}`;
  if (!isName(options.name)) throw new ConfigurationInvalid(`${id}.name`, 'must be kebab-case');
  if (options.job.workload !== workload)
    throw new ConfigurationInvalid(`${id}.job`, `belongs to workload ${options.job.workload}`);
  if (options.job.sensitive)
    throw new ConfigurationInvalid(
      `${id}.job`,
      `has sensitive fields, which a schedule would keep clear; schedule a job that enqueues ${options.job.type}`,
    );
  const definition = {
    id,
    name: options.name,
    job: options.job,
    input: options.input,
    everyMs: milliseconds(options.every, `${id}.every`),
    cron: options.cron,
    timeZone: options.timeZone ?? 'UTC',
    whenPaused: options.whenPaused ?? 'skip',
    enabled: options.enabled ?? true,
    overlap: options.overlap ?? DEFAULT_SCHEDULE_TERMS.overlap,
    catchUp: options.catchUp ?? DEFAULT_SCHEDULE_TERMS.catchUp,
    catchUpWithinMs:
      milliseconds(options.catchUpWithin, `${id}.catchUpWithin`) ?? DEFAULT_SCHEDULE_TERMS.catchUpWithinMs,
    jitterMs: milliseconds(options.jitter, `${id}.jitter`) ?? DEFAULT_SCHEDULE_TERMS.jitterMs,
    pauseAfterFailures: options.pauseAfterFailures ?? DEFAULT_SCHEDULE_TERMS.pauseAfterFailures,
  };
  assertScheduleTerms(definition, id);
  return definition;
}

/**
 * @param path where the schedule stands, e.g. `live-scores.poll-live-football`
 * @throws ConfigurationInvalid naming the term that is wrong
 */
export function assertScheduleTerms(terms: ScheduleTerms, path: string): void {
  const assertOneOf = (name: 'overlap' | 'catchUp', words: readonly string[]): void => {
    if (!words.includes(terms[name]))
      throw new ConfigurationInvalid(
        `${path}.${name}`,
        `must be one of ${words.join(', ')}, got ${JSON.stringify(terms[name])}`,
      );
  };
  assertOneOf('overlap', OVERLAPS);
  assertOneOf('catchUp', CATCH_UPS);
  const { pauseAfterFailures } = terms;
  if (pauseAfterFailures !== null && !(Number.isInteger(pauseAfterFailures) && pauseAfterFailures >= 1))
    throw new ConfigurationInvalid(
      `${path}.pauseAfterFailures`,
      `must be a whole number of at least 1, got ${pauseAfterFailures}`,
    );
}

function milliseconds(duration: Duration | undefined, path: string): number | undefined {
  return duration === undefined ? undefined : durationMs(duration, path);
}
