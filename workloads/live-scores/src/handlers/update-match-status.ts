import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { updateMatchStatus } from '../contracts/update-match-status.js';
import { storeChange } from '../processing/store-change.js';
import { sportAdapter } from '../sports/sports.js';
import { lockMatch } from '../store/match-store.js';

type Input = ParsedOf<(typeof updateMatchStatus)['input']>;

@Injectable()
@Handles(updateMatchStatus)
export class UpdateMatchStatus implements JobHandler<typeof updateMatchStatus> {
  async run({ sport, matchId, status, observedAt, reason }: Input, job: JobContext<EntityManager>) {
    job.log.info(`status becomes ${status.short}: ${reason}`, { sport, matchId });
    return job.transaction(async (manager) => {
      const stored = await lockMatch(manager, sport, matchId);
      if (!stored) return { kind: 'unknown' as const };
      if (observedAt < stored.document.upstreamAt) return { kind: 'outdated' as const };
      const statement = { ...stored.document, status, upstreamAt: observedAt, events: undefined };
      const detected = sportAdapter(sport).detectChanges(stored.document, statement);
      const { kind, document } = detected;
      if (kind !== 'changed') return { kind: 'unchanged' as const };
      // Without fingerprint: whatever an upstream says of the match next is compared with it.
      await storeChange(manager, stored, detected, null, job.in(manager));
      return { kind, revision: document.revision };
    });
  }
}
