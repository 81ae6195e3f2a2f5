import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { FailedJob, JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { processMatchData } from '../contracts/process-match-data.js';
import { fingerprint } from '../match/fingerprint.js';
import { storeChange } from '../processing/store-change.js';
import { statementDigest } from '../polling/statement-digest.js';
import { sportAdapter } from '../sports/sports.js';
import { KnownMatches } from '../store/known-matches.js';
import { lockMatch, refreshMatch } from '../store/match-store.js';
import { MatchInvalid } from '../upstream/errors.js';

type Input = ParsedOf<(typeof processMatchData)['input']>;

@Injectable()
@Handles(processMatchData)
export class ProcessMatchData implements JobHandler<typeof processMatchData> {
  constructor(@Inject(KnownMatches) private readonly known: KnownMatches) {}

  async run({ sport, matchId, match, observedAt }: Input, job: JobContext<EntityManager>) {
    const adapter = sportAdapter(sport);
    const statement = adapter.normalise(match, observedAt);
    const prints = fingerprint(statement);
    return job.transaction(async (manager) => {
      const stored = await lockMatch(manager, sport, matchId);
      if (stored && observedAt < stored.document.upstreamAt) return { kind: 'outdated' as const };
      const detected = adapter.detectChanges(stored?.document, statement);
      const { kind, document } = detected;
      if (kind === 'unchanged') await refreshMatch(manager, { document, fingerprint: prints });
      else await storeChange(manager, stored, detected, prints, job.in(manager));
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
