import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { BatchHandler, FailedJob, JobBatch } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { processMatchData } from '../contracts/process-match-data.js';
import { fingerprint } from '../match/fingerprint.js';
import { processMatches } from '../processing/process-matches.js';
import { storeChange } from '../processing/store-change.js';
import { statementDigest } from '../polling/statement-digest.js';
import { sportAdapter } from '../sports/sports.js';
import { KnownMatches } from '../store/known-matches.js';
import { MatchInvalid } from '../sports/match-invalid.js';

@Injectable()
@Handles(processMatchData)
export class ProcessMatchData implements BatchHandler<typeof processMatchData> {
  constructor(@Inject(KnownMatches) private readonly known: KnownMatches) {}

  runMany(batch: JobBatch<typeof processMatchData, EntityManager>) {
    return processMatches(batch, async ({ input: { sport, match, observedAt } }, work) => {
      const adapter = sportAdapter(sport);
      const statement = adapter.normalise(match, observedAt);
      const prints = fingerprint(statement);
      const { stored, writes } = work;
      if (stored && observedAt < stored.document.upstreamAt) return { kind: 'outdated' as const };
      const detected = adapter.detectChanges(stored?.document, statement);
      const { kind, document } = detected;
      if (kind === 'unchanged') writes.refresh({ document, fingerprint: prints });
      else await storeChange(work, detected, prints);
      return { kind, revision: document.revision };
    });
  }

  /** While the upstream repeats a statement that cannot be read, it is dead-lettered once, not at every poll. */
  async failed(error: Error, { input }: FailedJob): Promise<void> {
    const parsed = processMatchData.input.safeParse(input);
    if (!parsed.success || !(error instanceof MatchInvalid)) return;
    const { sport, matchId, match } = parsed.data;
    await this.known.noteRejected(sport, matchId, statementDigest(match));
  }
}
