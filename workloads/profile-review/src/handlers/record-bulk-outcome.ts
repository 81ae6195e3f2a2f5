import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { bulkChannel, CHANNEL_MESSAGES } from '../analysis/analysis-message.js';
import { processAnalysis } from '../contracts/process-analysis.js';
import { recordBulkOutcome } from '../contracts/record-bulk-outcome.js';
import { BulkStore } from '../store/bulk-store.js';

type Input = ParsedOf<(typeof recordBulkOutcome)['input']>;

@Injectable()
@Handles(recordBulkOutcome)
export class RecordBulkOutcome implements JobHandler<typeof recordBulkOutcome> {
  constructor(@Inject(BulkStore) private readonly bulks: BulkStore) {}

  async run({ bulkId, outcome }: Input, job: JobContext) {
    // By the flow: rows of analyses that have just failed are marked by jobs of their own.
    let [completed, failed] = [0, 0];
    for await (const { state } of job.parents.of(processAnalysis)) {
      if (state === 'succeeded') completed += 1;
      else failed += 1;
    }
    const { analyses } = await this.bulks.note(bulkId, outcome);
    const document = { id: bulkId, outcome, analyses, completed, failed };
    await job.broadcast(bulkChannel(bulkId), CHANNEL_MESSAGES.bulk, document, { document });
    return { analyses, completed, failed };
  }
}
