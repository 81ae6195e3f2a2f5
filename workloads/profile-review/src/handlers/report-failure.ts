import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { analysisChannel, CHANNEL_MESSAGES } from '../analysis/analysis-message.js';
import { reportFailure } from '../contracts/report-failure.js';
import { RECIPIENTS, sendNotification } from '../contracts/send-notification.js';
import { AnalysisStore } from '../store/analysis-store.js';

type Input = ParsedOf<(typeof reportFailure)['input']>;

@Injectable()
@Handles(reportFailure)
export class ReportFailure implements JobHandler<typeof reportFailure> {
  constructor(@Inject(AnalysisStore) private readonly analyses: AnalysisStore) {}

  async run({ analysisId, username, error }: Input, job: JobContext<EntityManager>) {
    const reason = error ?? (await this.failureBefore(job)) ?? 'unknown';
    return job.transaction(async (manager) => {
      const document = await this.analyses.fail(manager, analysisId, reason);
      if (!document) return { marked: false };
      const told = job.in(manager);
      await told.broadcast(analysisChannel(analysisId), CHANNEL_MESSAGES.failed, document, { document });
      for (const recipient of RECIPIENTS)
        await told.enqueue(sendNotification, { analysisId, username, event: 'failed', recipient });
      return { marked: true };
    });
  }

  private async failureBefore(job: JobContext): Promise<string | undefined> {
    for await (const { state, error } of job.parents) if (state === 'failed') return error?.message;
    return undefined;
  }
}
