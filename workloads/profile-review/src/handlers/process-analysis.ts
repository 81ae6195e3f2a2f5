import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { FailedJob, JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { Analysing } from '../analysing/analysing.js';
import { FailedAnalyses } from '../analysing/failed-analyses.js';
import { processAnalysis } from '../contracts/process-analysis.js';
import { sendNotification } from '../contracts/send-notification.js';

type Input = ParsedOf<(typeof processAnalysis)['input']>;

@Injectable()
@Handles(processAnalysis)
export class ProcessAnalysis implements JobHandler<typeof processAnalysis> {
  constructor(
    @Inject(Analysing) private readonly analysing: Analysing,
    @Inject(FailedAnalyses) private readonly failures: FailedAnalyses,
  ) {}

  async run(subject: Input, job: JobContext<EntityManager>) {
    const profile = await this.analysing.fetch(subject, job);
    return this.analysing.review(subject, profile, job, (manager) =>
      job.in(manager).enqueue(sendNotification, { ...subject, event: 'completed' }),
    );
  }

  failed(error: Error, job: FailedJob): Promise<void> {
    return this.failures.report(error, job);
  }
}
