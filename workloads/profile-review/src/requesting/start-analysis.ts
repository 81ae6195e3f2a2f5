import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RateLimited } from '@kickoff/contracts';
import { Database } from '@kickoff/database';
import { JobClient } from '@kickoff/jobs';
import { WORKLOAD_SETTINGS } from '@kickoff/nest';
import { fetchProfile } from '../contracts/fetch-profile.js';
import { processAnalysis } from '../contracts/process-analysis.js';
import { recordBulkOutcome } from '../contracts/record-bulk-outcome.js';
import { reportFailure } from '../contracts/report-failure.js';
import { runReview } from '../contracts/run-review.js';
import { sendNotification } from '../contracts/send-notification.js';
import type { ProfileReviewSettings } from '../settings.js';
import { AnalysisStore } from '../store/analysis-store.js';
import { BulkStore } from '../store/bulk-store.js';
import { RequestStore } from '../store/request-store.js';

/** What somebody asks for. */
export interface AnalysisWish {
  username: string;
  email: string | null;
  webhookUrl: string | null;
}

/** Stores analyses and starts their jobs, both or neither. */
@Injectable()
export class StartAnalysis {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(JobClient) private readonly jobs: JobClient<EntityManager>,
    @Inject(AnalysisStore) private readonly analyses: AnalysisStore,
    @Inject(BulkStore) private readonly bulks: BulkStore,
    @Inject(RequestStore) private readonly requests: RequestStore,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: ProfileReviewSettings,
  ) {}

  /**
   * One analysis, as a chain: fetch, review, notify. Returns its id.
   *
   * @throws RateLimited when the address has asked for as many as it may
   */
  one(wish: AnalysisWish, address: string): Promise<string> {
    const id = randomUUID();
    const subject = { analysisId: id, username: wish.username };
    return this.database.transaction(async (manager) => {
      await this.admit(manager, address);
      await this.analyses.add(manager, [{ id, ...wish, address, bulkId: null }]);
      await this.jobs
        .in(manager)
        .chain(fetchProfile.with(subject), runReview.with(subject), sendNotification.with(subject))
        .onFailure(reportFailure.with(subject))
        .start();
      return id;
    });
  }

  /** Many analyses, as a batch of one job each. */
  many(usernames: readonly string[]): Promise<{ id: string; analyses: { id: string; username: string }[] }> {
    const id = randomUUID();
    const analyses = [...new Set(usernames)].map((username) => ({ id: randomUUID(), username }));
    const outcome = (of: 'completed' | 'failed' | 'finished') => recordBulkOutcome.with({ bulkId: id, outcome: of });
    return this.database.transaction(async (manager) => {
      await this.bulks.add(manager, id, analyses.length);
      const nobody = { email: null, webhookUrl: null, address: null };
      await this.analyses.add(
        manager,
        analyses.map((analysis) => ({ ...analysis, ...nobody, bulkId: id })),
      );
      await this.jobs
        .in(manager)
        .batch(
          'bulk-analysis',
          analyses.map(({ id: analysisId, username }) => processAnalysis.with({ analysisId, username })),
        )
        .then(outcome('completed'))
        .catch(outcome('failed'))
        .finally(outcome('finished'))
        .start();
      return { id, analyses };
    });
  }

  private async admit(manager: EntityManager, address: string): Promise<void> {
    const { PROFILE_REVIEW_REQUESTS_PER_HOUR: perHour, PROFILE_REVIEW_REQUESTS_PER_DAY: perDay } = this.settings;
    const waitMs = await this.requests.note(manager, address, { perHour, perDay });
    if (waitMs !== undefined)
      throw new RateLimited(`this address may ask for ${perHour} analyses an hour and ${perDay} a day`, waitMs);
  }
}
