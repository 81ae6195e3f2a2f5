import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JobContext } from '@kickoff/jobs';
import { analysisChannel, CHANNEL_MESSAGES } from '../analysis/analysis-message.js';
import type { AnalysisSubject } from '../contracts/analysis-subject.js';
import type { Scores } from '../contracts/scores.js';
import type { ProfileData } from '../profile/profile-data.js';
import { Reviewer } from '../review/reviewer.js';
import { reviewOf } from '../review/review.js';
import { scoreProfile } from '../scores/score-profile.js';
import { AnalysisStore } from '../store/analysis-store.js';
import { GitHub } from '../upstream/github.js';
import { AnalysisProgress } from './analysis-progress.js';

/** Share of an analysis that is done when the profile has been fetched. */
const FETCHED = 0.7;

/** The steps of an analysis, for the jobs of a chain and for the one-job form. */
@Injectable()
export class Analysing {
  constructor(
    @Inject(AnalysisStore) private readonly analyses: AnalysisStore,
    @Inject(GitHub) private readonly github: GitHub,
    @Inject(Reviewer) private readonly reviewer: Reviewer,
    @Inject(AnalysisProgress) private readonly progress: AnalysisProgress,
  ) {}

  /** Fetches the profile and stores it with the analysis. @throws SubjectMissing, UpstreamError */
  async fetch({ analysisId, username }: AnalysisSubject, job: JobContext): Promise<ProfileData> {
    await this.analyses.begin(analysisId);
    const profile = await this.github.profile(username, job, (done, step) =>
      this.progress.tell(job, analysisId, done * FETCHED, step),
    );
    await this.analyses.storeProfile(analysisId, profile);
    return profile;
  }

  /**
   * Scores and reviews the profile, and completes the analysis in the job's transaction.
   *
   * @param then what else is to happen if and only if that commits
   * @throws SubjectMissing, UpstreamError
   */
  async review(
    { analysisId }: AnalysisSubject,
    profile: ProfileData,
    job: JobContext<EntityManager>,
    then: (manager: EntityManager) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Scores> {
    const scores = scoreProfile(profile);
    await this.progress.tell(job, analysisId, FETCHED, `scored ${scores.overall}`);
    const text = await this.reviewer.review(profile, scores, job);
    const result = { scores, review: reviewOf(text, scores), reviewer: this.reviewer.name };
    await job.transaction(async (manager) => {
      const document = await this.analyses.complete(manager, analysisId, result);
      await job.in(manager).broadcast(analysisChannel(analysisId), CHANNEL_MESSAGES.completed, document, { document });
      await then(manager);
    });
    job.progress(1, 'completed');
    return scores;
  }
}
