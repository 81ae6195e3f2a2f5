import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { AnswerOf, getJob } from '@kickoff/api-contract';
import { Forbidden, JobNotFound, jobSubject } from '@kickoff/contracts';
import { JobRow } from '@kickoff/database';
import { jobIdTime, type JobHandle } from '@kickoff/jobs';
import { SERVICE_CONTEXT, type ServiceContext } from '@kickoff/nest';
import { DataSource } from 'typeorm';
import type { Caller } from '../access/caller.js';
import { shownJob } from './shown-job.js';

/** The record reads new jobs twice a second: who asks for one that is younger than this is kept waiting a little. */
const NEW_MS = 5_000;
const WAIT_MS = 2_000;
const LOOK_AGAIN_MS = 100;

/** Jobs as the record knows them. */
@Injectable()
export class RecordedJobs {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(SERVICE_CONTEXT) private readonly context: Pick<ServiceContext, 'database'>,
  ) {}

  /** @throws JobNotFound, DatabaseUnavailable */
  async show(id: string, caller: Caller): Promise<AnswerOf<typeof getJob>> {
    const row = await this.row(id);
    const recorded = await this.context.database?.record?.find(id);
    return {
      ...shownJob(row, caller),
      logs: recorded?.run?.logs ?? [],
      ...(caller.payloads ? { output: row.output ?? null } : {}),
    };
  }

  /** What the SDK changes a job by. @throws JobNotFound; Forbidden for a publisher of other workloads */
  async changeable(id: string, { role, workloads }: Caller): Promise<JobHandle & { type: string }> {
    const { type, workload, queue, priority, name, key } = await this.row(id);
    if (role === 'publisher' && !workloads.includes(workload))
      throw new Forbidden(`this key changes jobs of ${workloads.join(', ')} only, not of ${workload}`);
    return { type, id, subject: jobSubject({ workload, place: 'ready', queue, priority, name, key, id }) };
  }

  /** Its row in the record. @throws JobNotFound */
  async row(id: string): Promise<JobRow> {
    const jobs = this.dataSource.getRepository(JobRow);
    const isNew = Math.abs(Date.now() - jobIdTime(id)) < NEW_MS;
    const until = Date.now() + WAIT_MS;
    for (;;) {
      const row = await jobs.findOneBy({ id });
      if (row) return row;
      if (!isNew || Date.now() > until) throw new JobNotFound(`the record knows no job ${id}`);
      await delay(LOOK_AGAIN_MS);
    }
  }
}
