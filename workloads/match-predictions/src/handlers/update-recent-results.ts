import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { updateRecentResults } from '../contracts/update-recent-results.js';
import { MatchStore } from '../store/match-store.js';
import { startSync } from '../syncing/start-sync.js';

type Input = ParsedOf<(typeof updateRecentResults)['input']>;

@Injectable()
@Handles(updateRecentResults)
export class UpdateRecentResults implements JobHandler<typeof updateRecentResults> {
  constructor(@Inject(MatchStore) private readonly matches: MatchStore) {}

  async run(_input: Input, job: JobContext<EntityManager>) {
    const leagues = await this.matches.leaguesDue(new Date());
    return startSync(job, 'recent results', { files: leagues.map((league) => ({ league })), fixtures: true });
  }
}
