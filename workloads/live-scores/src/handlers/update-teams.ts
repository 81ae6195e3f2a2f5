import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { updateTeams } from '../contracts/update-teams.js';
import { PollMatches } from '../polling/poll-matches.js';
import { sportAdapter } from '../sports/sports.js';
import { LeagueStore } from '../store/league-store.js';
import { MeteredUpstream } from '../upstream/metered-upstream.js';

type Input = ParsedOf<(typeof updateTeams)['input']>;

/** One request each; what is left over is first in line tomorrow. */
const LEAGUES_PER_DAY = 100;

@Injectable()
@Handles(updateTeams)
export class UpdateTeams implements JobHandler<typeof updateTeams> {
  constructor(
    @Inject(MeteredUpstream) private readonly upstream: MeteredUpstream,
    @Inject(LeagueStore) private readonly leagues: LeagueStore,
    @Inject(PollMatches) private readonly polls: PollMatches,
  ) {}

  /** A repeated attempt goes on where the last one ended: leagues that were read are no longer listed. */
  async run({ sport }: Input, job: JobContext) {
    const adapter = sportAdapter(sport);
    const leagues = await this.leagues.leaguesInPlay(sport, LEAGUES_PER_DAY);
    let stored = 0;
    for (const [index, { id, season }] of leagues.entries()) {
      const { entries } = await this.upstream.ask(sport, adapter.teamsQuery(id, season), this.polls.reserve(), job);
      const teams = entries.flatMap((entry) => adapter.team(entry) ?? []);
      stored += await this.leagues.storeTeams(sport, id, teams);
      job.progress((index + 1) / leagues.length, `${index + 1} of ${leagues.length} leagues`);
    }
    return { requests: leagues.length, stored };
  }
}
