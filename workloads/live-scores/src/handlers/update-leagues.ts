import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { updateLeagues } from '../contracts/update-leagues.js';
import { PollMatches } from '../polling/poll-matches.js';
import { sportAdapter } from '../sports/sports.js';
import { LeagueStore } from '../store/league-store.js';
import { MeteredUpstream } from '../upstream/metered-upstream.js';

type Input = ParsedOf<(typeof updateLeagues)['input']>;

@Injectable()
@Handles(updateLeagues)
export class UpdateLeagues implements JobHandler<typeof updateLeagues> {
  constructor(
    @Inject(MeteredUpstream) private readonly upstream: MeteredUpstream,
    @Inject(LeagueStore) private readonly leagues: LeagueStore,
    @Inject(PollMatches) private readonly polls: PollMatches,
  ) {}

  async run({ sport }: Input, job: JobContext) {
    const adapter = sportAdapter(sport);
    const { entries } = await this.upstream.ask(sport, adapter.leaguesQuery(), this.polls.reserve(), job);
    const leagues = entries.flatMap((entry) => adapter.league(entry) ?? []);
    if (leagues.length < entries.length) job.log.warn(`${entries.length - leagues.length} entries are no leagues`);
    return { requests: 1, stored: await this.leagues.storeLeagues(sport, leagues) };
  }
}
