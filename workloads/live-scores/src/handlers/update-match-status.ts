import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { BatchHandler, JobBatch } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { updateMatchStatus } from '../contracts/update-match-status.js';
import { processMatches } from '../processing/process-matches.js';
import { storeChange } from '../processing/store-change.js';
import { sportAdapter } from '../sports/sports.js';

@Injectable()
@Handles(updateMatchStatus)
export class UpdateMatchStatus implements BatchHandler<typeof updateMatchStatus> {
  runMany(batch: JobBatch<typeof updateMatchStatus, EntityManager>) {
    return processMatches(batch, async ({ input, job }, work) => {
      const { sport, matchId, status, observedAt, reason } = input;
      job.log.info(`status becomes ${status.short}: ${reason}`, { sport, matchId });
      const { stored } = work;
      if (!stored) return { kind: 'unknown' as const };
      if (observedAt < stored.document.upstreamAt) return { kind: 'outdated' as const };
      const statement = { ...stored.document, status, upstreamAt: observedAt, events: undefined };
      const detected = sportAdapter(sport).detectChanges(stored.document, statement);
      const { kind, document } = detected;
      if (kind !== 'changed') return { kind: 'unchanged' as const };
      // Without fingerprint: whatever an upstream says of the match next is compared with it.
      await storeChange(work, detected, null);
      return { kind, revision: document.revision };
    });
  }
}
