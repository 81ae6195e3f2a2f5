import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { finishVanishedMatches } from '../contracts/finish-vanished-matches.js';
import { updateMatchStatus } from '../contracts/update-match-status.js';
import type { MatchStatus } from '../match/match-document.js';
import { PollMatches } from '../polling/poll-matches.js';
import { KnownMatches } from '../store/known-matches.js';

type Input = ParsedOf<(typeof finishVanishedMatches)['input']>;

/** A match that the upstream does not find by its id this many times in a row has been taken out of its data. */
const CHECKS_UNTIL_GONE = 4;
const GONE: MatchStatus = { phase: 'abandoned', short: 'GONE', long: 'No longer listed' };

@Injectable()
@Handles(finishVanishedMatches)
export class FinishVanishedMatches implements JobHandler<typeof finishVanishedMatches> {
  constructor(
    @Inject(PollMatches) private readonly polls: PollMatches,
    @Inject(KnownMatches) private readonly known: KnownMatches,
  ) {}

  async run({ sport, matchIds }: Input, job: JobContext) {
    const polls = await this.polls.byIds(sport, matchIds, job);
    const listed = new Set(polls.flatMap((poll) => [...poll.listed]));
    const missing = matchIds.filter((id) => !listed.has(id));
    const observedAt = Math.max(...polls.map((poll) => poll.observedAt));
    const checks = new Map(polls.flatMap((poll) => poll.known).map(({ id, vanishedChecks }) => [id, vanishedChecks]));
    for (const matchId of missing.filter((id) => (checks.get(id) ?? 0) + 1 >= CHECKS_UNTIL_GONE)) {
      const reason = `${sport} has no match ${matchId} any more`;
      await job.enqueue(updateMatchStatus, { sport, matchId, status: GONE, observedAt, reason });
    }
    await this.known.noteChecked(sport, matchIds);
    const processed = polls.reduce((sum, { changed }) => sum + changed.length, 0);
    return { asked: matchIds.length, processed, unknown: missing.length };
  }
}
