import { Controller, Inject } from '@nestjs/common';
import {
  cancelJob,
  deleteJob,
  enqueueJobs,
  failJob,
  getJob,
  moveJob,
  reprioritiseJob,
  rescheduleJob,
  runJobNow,
  type AnswerOf,
  type RequestOf,
} from '@kickoff/api-contract';
import { durationMs } from '@kickoff/contracts';
import { deleteJob as deleteFromRecord } from '@kickoff/database';
import { assertRunsIn, JobClient } from '@kickoff/jobs';
import { DataSource } from 'typeorm';
import type { Call } from '../operations/call.js';
import { Implements } from '../operations/implements.js';
import { API_PATH } from '../requests/api-path.js';
import { Enqueuing } from './enqueuing.js';
import { RecordedJobs } from './recorded-jobs.js';

/** Jobs: enqueued, shown, and changed while they wait. */
@Controller(API_PATH)
export class JobsController {
  constructor(
    @Inject(JobClient) private readonly client: JobClient,
    @Inject(Enqueuing) private readonly enqueuing: Enqueuing,
    @Inject(RecordedJobs) private readonly jobs: RecordedJobs,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  @Implements(enqueueJobs)
  async enqueueJobs({ body }: RequestOf<typeof enqueueJobs>, call: Call): Promise<AnswerOf<typeof enqueueJobs>> {
    return this.enqueuing.enqueue(body, call);
  }

  @Implements(getJob)
  async getJob({ params }: RequestOf<typeof getJob>, { caller }: Call): Promise<AnswerOf<typeof getJob>> {
    return this.jobs.show(params.id, caller);
  }

  @Implements(cancelJob)
  async cancelJob(
    { params: { id }, body }: RequestOf<typeof cancelJob>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof cancelJob>> {
    return { id, outcome: await this.client.cancel(await this.jobs.changeable(id, caller), body.reason) };
  }

  @Implements(runJobNow)
  async runJobNow(
    { params: { id } }: RequestOf<typeof runJobNow>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof runJobNow>> {
    await this.client.runNow(await this.jobs.changeable(id, caller));
    return { id };
  }

  @Implements(rescheduleJob)
  async rescheduleJob(
    { params: { id }, body }: RequestOf<typeof rescheduleJob>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof rescheduleJob>> {
    const at = 'at' in body ? new Date(body.at) : this.client.clock.now() + durationMs(body.delay);
    await this.client.reschedule(await this.jobs.changeable(id, caller), new Date(at));
    return { id };
  }

  @Implements(reprioritiseJob)
  async reprioritiseJob(
    { params: { id }, body }: RequestOf<typeof reprioritiseJob>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof reprioritiseJob>> {
    await this.client.reprioritise(await this.jobs.changeable(id, caller), body.priority);
    return { id };
  }

  @Implements(moveJob)
  async moveJob(
    { params: { id }, body: { queue, priority } }: RequestOf<typeof moveJob>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof moveJob>> {
    const job = await this.jobs.changeable(id, caller);
    await assertRunsIn(this.client.broker, job.type, queue);
    await this.client.move(job, priority === undefined ? { queue } : { queue, priority });
    return { id };
  }

  @Implements(failJob)
  async failJob(
    { params: { id }, body }: RequestOf<typeof failJob>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof failJob>> {
    await this.client.fail(await this.jobs.changeable(id, caller), body.reason);
    return { id };
  }

  @Implements(deleteJob)
  async deleteJob({ params: { id } }: RequestOf<typeof deleteJob>): Promise<AnswerOf<typeof deleteJob>> {
    const { broker } = this.client;
    await deleteFromRecord({ dataSource: this.dataSource, broker }, await this.jobs.row(id));
    return { id };
  }
}
