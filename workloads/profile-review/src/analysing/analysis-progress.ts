import { Inject, Injectable } from '@nestjs/common';
import type { JobContext } from '@kickoff/jobs';
import { analysisChannel, CHANNEL_MESSAGES } from '../analysis/analysis-message.js';
import { AnalysisStore } from '../store/analysis-store.js';

/** Tells the job, the row and the channel of an analysis how far it is. */
@Injectable()
export class AnalysisProgress {
  constructor(@Inject(AnalysisStore) private readonly analyses: AnalysisStore) {}

  /** @param done share of the whole analysis, 0 to 1 @throws SubjectMissing */
  async tell(job: JobContext, analysisId: string, done: number, step: string): Promise<void> {
    const percent = Math.round(done * 100) / 100;
    job.progress(percent, step);
    const document = await this.analyses.noteProgress(analysisId, percent, step);
    await job.broadcast(analysisChannel(analysisId), CHANNEL_MESSAGES.progress, document, { document });
  }
}
