import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Unrecoverable, type ParsedOf } from '@kickoff/contracts';
import type { FailedJob, JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { Analysing } from '../analysing/analysing.js';
import { FailedAnalyses } from '../analysing/failed-analyses.js';
import { runReview } from '../contracts/run-review.js';
import { AnalysisStore } from '../store/analysis-store.js';

type Input = ParsedOf<(typeof runReview)['input']>;

@Injectable()
@Handles(runReview)
export class RunReview implements JobHandler<typeof runReview> {
  constructor(
    @Inject(Analysing) private readonly analysing: Analysing,
    @Inject(AnalysisStore) private readonly analyses: AnalysisStore,
    @Inject(FailedAnalyses) private readonly failures: FailedAnalyses,
  ) {}

  async run(subject: Input, job: JobContext<EntityManager>) {
    await this.analyses.begin(subject.analysisId);
    const profile = await this.analyses.profile(subject.analysisId);
    if (!profile)
      throw new Unrecoverable(
        `analysis ${subject.analysisId} has no profile: profile-review.fetch-profile comes first`,
      );
    return this.analysing.review(subject, profile, job);
  }

  failed(error: Error, job: FailedJob): Promise<void> {
    return this.failures.report(error, job);
  }
}
