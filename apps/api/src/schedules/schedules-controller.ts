import { Controller, Inject } from '@nestjs/common';
import {
  createSchedule,
  deleteSchedule,
  disableSchedule,
  editSchedule,
  enableSchedule,
  getSchedule,
  listFirings,
  listSchedules,
  resetSchedule,
  triggerSchedule,
  type AnswerOf,
  type RequestOf,
} from '@kickoff/api-contract';
import { DEFAULT_SCHEDULE_TERMS, durationMs, NotFound, ScheduleDeclared, type Duration } from '@kickoff/contracts';
import {
  nextFirings,
  scheduledJobOptions,
  ScheduleStore,
  type ScheduleEdit,
  type StoredSchedule,
} from '@kickoff/database';
import { JobClient, requestedJobId } from '@kickoff/jobs';
import type { Caller } from '../access/caller.js';
import type { Call } from '../operations/call.js';
import { Implements } from '../operations/implements.js';
import { API_PATH } from '../requests/api-path.js';
import { ScheduledJobs } from './scheduled-jobs.js';
import { namingFields } from './wrong-timing.js';

type Schedule = AnswerOf<typeof getSchedule>;

/** Schedules: the code's, and those that are made at run time. */
@Controller(API_PATH)
export class SchedulesController {
  constructor(
    @Inject(ScheduleStore) private readonly store: ScheduleStore,
    @Inject(ScheduledJobs) private readonly jobs: ScheduledJobs,
    @Inject(JobClient) private readonly client: JobClient,
  ) {}

  @Implements(listSchedules)
  async listSchedules(_: RequestOf<typeof listSchedules>, { caller }: Call): Promise<AnswerOf<typeof listSchedules>> {
    return { items: (await this.store.list()).map((schedule) => shown(schedule, caller)) };
  }

  @Implements(getSchedule)
  async getSchedule({ params }: RequestOf<typeof getSchedule>, { caller }: Call): Promise<Schedule> {
    return shown(await this.find(params.id), caller);
  }

  @Implements(listFirings)
  async listFirings({ params, query }: RequestOf<typeof listFirings>): Promise<AnswerOf<typeof listFirings>> {
    const { timing, enabled, lastTick } = await this.find(params.id);
    const next = enabled ? nextFirings(timing, this.client.clock.now(), query.limit) : [];
    return { last: lastTick?.toISOString() ?? null, next: next.map((at) => new Date(at).toISOString()) };
  }

  @Implements(createSchedule)
  async createSchedule({ body }: RequestOf<typeof createSchedule>, { caller }: Call): Promise<Schedule> {
    const { id, type, input, cron, timeZone, enabled, ...terms } = body;
    const contract = await this.jobs.contract(type);
    await this.jobs.assertInput(contract, input);
    const wanted = {
      ...DEFAULT_SCHEDULE_TERMS,
      ...compiled(terms),
      id,
      workload: contract.workload,
      jobType: contract.type,
      input,
      cron,
      timeZone,
      enabled,
      createdBy: caller.name,
    };
    await namingFields(createSchedule, id, () => this.store.create(wanted));
    return shown(await this.find(id), caller);
  }

  @Implements(editSchedule)
  async editSchedule({ params: { id }, body }: RequestOf<typeof editSchedule>, { caller }: Call): Promise<Schedule> {
    if (body.input !== undefined) {
      const { jobType } = await this.find(id);
      await this.jobs.assertInput(await this.jobs.contract(jobType), body.input);
    }
    return namingFields(editSchedule, id, () => this.change(id, compiled(body), caller));
  }

  @Implements(resetSchedule)
  async resetSchedule({ params: { id } }: RequestOf<typeof resetSchedule>, { caller }: Call): Promise<Schedule> {
    await this.store.reset(id);
    return shown(await this.find(id), caller);
  }

  @Implements(enableSchedule)
  async enableSchedule({ params: { id } }: RequestOf<typeof enableSchedule>, { caller }: Call): Promise<Schedule> {
    return this.change(id, { enabled: true }, caller);
  }

  @Implements(disableSchedule)
  async disableSchedule({ params: { id } }: RequestOf<typeof disableSchedule>, { caller }: Call): Promise<Schedule> {
    return this.change(id, { enabled: false }, caller);
  }

  @Implements(deleteSchedule)
  async deleteSchedule({ params: { id } }: RequestOf<typeof deleteSchedule>): Promise<AnswerOf<typeof deleteSchedule>> {
    const outcome = await this.store.remove(id);
    if (outcome === 'unknown') throw unknown(id);
    if (outcome === 'declared')
      throw new ScheduleDeclared(`schedule ${id} is declared by code and would be back at the next start; disable it`);
    return { id };
  }

  @Implements(triggerSchedule)
  async triggerSchedule(
    { params }: RequestOf<typeof triggerSchedule>,
    { once }: Call,
  ): Promise<AnswerOf<typeof triggerSchedule>> {
    const { jobType, input } = await this.find(params.id);
    const { id, duplicate } = await this.client.enqueue(await this.jobs.contract(jobType), input, {
      ...scheduledJobOptions(params.id, this.client.clock.now()),
      id: once && requestedJobId(once.id, once.firstAt.getTime(), 0),
    });
    return { id, duplicate };
  }

  private async change(id: string, edit: ScheduleEdit, caller: Caller): Promise<Schedule> {
    await this.store.edit(id, edit);
    return shown(await this.find(id), caller);
  }

  private async find(id: string): Promise<StoredSchedule> {
    const schedule = await this.store.get(id);
    if (!schedule) throw unknown(id);
    return schedule;
  }
}

function unknown(id: string): NotFound {
  return new NotFound(`there is no schedule ${id}`);
}

/** Durations of a request in milliseconds. */
function compiled<Terms extends { every?: Duration; catchUpWithin?: Duration; jitter?: Duration }>({
  every,
  catchUpWithin,
  jitter,
  ...terms
}: Terms) {
  return {
    ...terms,
    ...(every !== undefined && { everyMs: durationMs(every) }),
    ...(catchUpWithin !== undefined && { catchUpWithinMs: durationMs(catchUpWithin) }),
    ...(jitter !== undefined && { jitterMs: durationMs(jitter) }),
  };
}

function shown(schedule: StoredSchedule, { payloads }: Caller): Schedule {
  const { id, workload, jobType, input, everyMs, cron, timeZone, overlap, catchUp, catchUpWithinMs, jitterMs } =
    schedule;
  const { pauseAfterFailures, enabled, disabledReason, isEdited, createdBy, revision } = schedule;
  return {
    id,
    workload,
    type: jobType,
    ...(payloads ? { input: input ?? null } : {}),
    everyMs: everyMs ?? null,
    cron: cron ?? null,
    timeZone,
    overlap,
    catchUp,
    catchUpWithinMs,
    jitterMs,
    pauseAfterFailures,
    enabled,
    disabledReason,
    isEdited,
    createdBy,
    revision,
  };
}
