import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { bulkSync } from '../contracts/bulk-sync.js';
import { SyncBatches } from '../syncing/sync-batches.js';

type Input = ParsedOf<(typeof bulkSync)['input']>;

@Injectable()
@Handles(bulkSync)
export class BulkSync implements JobHandler<typeof bulkSync> {
  constructor(@Inject(SyncBatches) private readonly batches: SyncBatches) {}

  run({ gameIds, delayBetweenBatches, ...options }: Input, job: JobContext) {
    return this.batches.sync(gameIds, { ...options, delayMs: delayBetweenBatches }, job);
  }
}
