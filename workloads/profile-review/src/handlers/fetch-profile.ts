import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { FailedJob, JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { Analysing } from '../analysing/analysing.js';
import { FailedAnalyses } from '../analysing/failed-analyses.js';
import { fetchProfile } from '../contracts/fetch-profile.js';

type Input = ParsedOf<(typeof fetchProfile)['input']>;

@Injectable()
@Handles(fetchProfile)
export class FetchProfile implements JobHandler<typeof fetchProfile> {
  constructor(
    @Inject(Analysing) private readonly analysing: Analysing,
    @Inject(FailedAnalyses) private readonly failures: FailedAnalyses,
  ) {}

  async run(subject: Input, job: JobContext) {
    const { repositories, events } = await this.analysing.fetch(subject, job);
    return { repositories: repositories.length, events: events.length };
  }

  failed(error: Error, job: FailedJob): Promise<void> {
    return this.failures.report(error, job);
  }
}
