import { Controller, Inject } from '@nestjs/common';
import {
  backfillSchedule,
  getSchedulesOverview,
  listExecutions,
  type AnswerOf,
  type RequestOf,
} from '@kickoff/api-contract';
import { durationMs, NotFound, RequestInvalid } from '@kickoff/contracts';
import {
  firingsBetween,
  JobSearch,
  nextFiring,
  scheduledJobOptions,
  ScheduleHistory,
  scheduleKey,
  ScheduleStore,
  scheduleTag,
  type FoundJob,
  type StoredSchedule,
} from '@kickoff/database';
import { JobClient, jobIdTime, tickJobId } from '@kickoff/jobs';
import { Implements } from '../operations/implements.js';
import { pageEndingAt } from '../operations/page-of.js';
import { API_PATH } from '../requests/api-path.js';
import { ScheduledJobs } from './scheduled-jobs.js';

/** Enqueued at once, so that a large backfill holds up no other request. */
const CHUNK = 100;

/** What schedules did, and what they should have done. */
@Controller(API_PATH)
export class ExecutionsController {
  constructor(
    @Inject(ScheduleStore) private readonly store: ScheduleStore,
    @Inject(ScheduleHistory) private readonly history: ScheduleHistory,
    @Inject(JobSearch) private readonly search: JobSearch,
    @Inject(ScheduledJobs) private readonly jobs: ScheduledJobs,
    @Inject(JobClient) private readonly client: JobClient,
  ) {}

  @Implements(getSchedulesOverview)
  async getSchedulesOverview({
    query,
  }: RequestOf<typeof getSchedulesOverview>): Promise<AnswerOf<typeof getSchedulesOverview>> {
    const schedules = await this.store.list();
    const now = this.client.clock.now();
    const ids = schedules.map(({ id }) => id);
    const summaries = await this.history.overview(ids, new Date(Math.max(0, now - durationMs(query.window))));
    return {
      items: schedules.map(({ id, jobType, enabled, lastTick, timing }) => {
        const { jobs, succeeded, dead, running, successRate, averageMs, last } = summaries.get(id)!;
        return {
          id,
          type: jobType,
          enabled,
          lastTick: iso(lastTick),
          nextTick: enabled ? new Date(nextFiring(timing, now)).toISOString() : null,
          jobs,
          succeeded,
          dead,
          running,
          successRate: successRate ?? null,
          averageMs: averageMs ?? null,
          last: last
            ? { id: last.id, state: last.state, startedAt: iso(last.startedAt), endedAt: iso(last.endedAt) }
            : null,
        };
      }),
    };
  }

  @Implements(listExecutions)
  async listExecutions({
    params: { id },
    query,
  }: RequestOf<typeof listExecutions>): Promise<AnswerOf<typeof listExecutions>> {
    await this.find(id);
    const now = this.client.clock.now();
    return pageEndingAt(
      listExecutions,
      query,
      async (page) => {
        const { jobs: rows, next } = await this.search.find(
          { tags: [scheduleTag(id)] },
          { ...page, budgetMs: Infinity },
        );
        return { rows, next };
      },
      (job) => execution(job, now),
    );
  }

  @Implements(backfillSchedule)
  async backfillSchedule({
    params: { id },
    body,
  }: RequestOf<typeof backfillSchedule>): Promise<AnswerOf<typeof backfillSchedule>> {
    const { timing, jobType, input } = await this.find(id);
    const now = this.client.clock.now();
    const from = Date.parse(body.from);
    const to = Math.min(Date.parse(body.to), now);
    if (from >= to)
      throw new RequestInvalid(backfillSchedule.id, [
        { path: 'body.from', message: 'must be before `to` and before now' },
      ]);
    // One more than asked for tells where the next request goes on.
    const found = firingsBetween(timing, from - 1, to - 1, body.limit + 1);
    const firings = found.slice(0, body.limit);
    const known = await this.history.known(firings.map((dueMs) => tickJobId(id, dueMs)));
    const wanted = firings.filter((dueMs) => !known.has(tickJobId(id, dueMs)));
    const contract = await this.jobs.contract(jobType);
    const spacingMs = durationMs(body.every);
    let enqueued = 0;
    for (let start = 0; start < wanted.length && !body.dryRun; start += CHUNK) {
      const made = await Promise.all(
        wanted.slice(start, start + CHUNK).map((dueMs, index) =>
          this.client.enqueue(contract, input, {
            ...scheduledJobOptions(id, dueMs),
            id: tickJobId(id, dueMs),
            ...(spacingMs > 0 && { at: new Date(now + (start + index) * spacingMs) }),
            ...(body.overlap === 'skip' && !contract.unique && !contract.ordered && { uniqueKey: scheduleKey(id) }),
          }),
        ),
      );
      enqueued += made.filter(({ duplicate }) => !duplicate).length;
    }
    return {
      firings: firings.length,
      known: known.size,
      enqueued,
      skipped: body.dryRun ? 0 : wanted.length - enqueued,
      first: time(firings[0]),
      last: time(firings.at(-1)),
      next: time(found[body.limit]),
    };
  }

  private async find(id: string): Promise<StoredSchedule> {
    const schedule = await this.store.get(id);
    if (!schedule) throw new NotFound(`there is no schedule ${id}`);
    return schedule;
  }
}

function execution(
  { id, state, attempt, error, startedAt, endedAt }: FoundJob,
  now: number,
): AnswerOf<typeof listExecutions>['items'][number] {
  const untilMs = endedAt?.getTime() ?? now;
  return {
    id,
    tick: new Date(jobIdTime(id)).toISOString(),
    state,
    startedAt: iso(startedAt),
    endedAt: iso(endedAt),
    durationMs: startedAt ? Math.max(0, untilMs - startedAt.getTime()) : null,
    attempt,
    error: error ?? null,
  };
}

function iso(date: Date | null | undefined): string | null {
  return date?.toISOString() ?? null;
}

function time(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
