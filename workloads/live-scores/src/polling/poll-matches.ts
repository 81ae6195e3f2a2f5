import { Inject, Injectable } from '@nestjs/common';
import type { JobContext } from '@kickoff/jobs';
import { WORKLOAD_SETTINGS } from '@kickoff/nest';
import { finishVanishedMatches } from '../contracts/finish-vanished-matches.js';
import type { PollOutput } from '../contracts/poll-shapes.js';
import { liveReserve } from '../quota/live-reserve.js';
import { liveIntervalsMs, type LiveScoresSettings } from '../settings.js';
import { dateOf } from '../sports/games.js';
import type { UpstreamQuery } from '../sports/sport-adapter.js';
import type { Sport } from '../sports/sport.js';
import { sportAdapter } from '../sports/sports.js';
import { KnownMatches } from '../store/known-matches.js';
import { MeteredUpstream } from '../upstream/metered-upstream.js';
import { handOn } from './hand-on.js';
import {
  POLL_SCOPES,
  siftStatements,
  vanishedMatches,
  type PollScope,
  type SiftedStatements,
} from './sift-statements.js';

const DAY_MS = 86_400_000;
/** Matches that began late in the evening end after midnight UTC; their day is asked for until then. */
const LATE_HOURS = 6;

/** What one response led to. */
interface Polled extends SiftedStatements {
  known: Awaited<ReturnType<KnownMatches['listedOrInPlay']>>;
  observedAt: number;
  entries: number;
}

/** The polls: ask, compare with what is stored, hand on what differs. */
@Injectable()
export class PollMatches {
  constructor(
    @Inject(MeteredUpstream) private readonly upstream: MeteredUpstream,
    @Inject(KnownMatches) private readonly known: KnownMatches,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: LiveScoresSettings,
  ) {}

  /** Matches in play. Only these polls may use the last of the day's quota. */
  async live(sport: Sport, job: JobContext): Promise<PollOutput> {
    const inPlay = await this.known.inPlay(sport);
    const kickOffs = inPlay.map(({ kickOff }) => kickOff);
    const queries = sportAdapter(sport).liveQueries(new Date(), kickOffs);
    const polls: Polled[] = [];
    for (const query of queries) {
      const scope = query.onlyInPlay ? POLL_SCOPES.any : POLL_SCOPES.live;
      polls.push(await this.poll(sport, query, scope, 0, job));
    }
    const returned = polls.flatMap((poll) => poll.returned);
    if (returned.length > 0) await this.known.noteReturned(sport, returned);
    const listed = new Set(polls.flatMap((poll) => [...poll.listed]));
    // The oldest response decides: a match that began after it is not missing in it.
    const oldest = polls.reduce((first, poll) => (poll.observedAt < first.observedAt ? poll : first));
    const vanished = vanishedMatches(polls.at(-1)!.known, listed, oldest.observedAt);
    if (vanished.length > 0) await job.enqueue(finishVanishedMatches, { sport, matchIds: vanished });
    return { ...summary(polls), vanished: vanished.length };
  }

  /** Matches of today and tomorrow that are to come. */
  scheduled(sport: Sport, job: JobContext): Promise<PollOutput> {
    const now = Date.now();
    return this.days(sport, [dateOf(new Date(now)), dateOf(new Date(now + DAY_MS))], POLL_SCOPES.scheduled, job);
  }

  /** Matches of today, and in the first hours of a day of yesterday, that ended. */
  completed(sport: Sport, job: JobContext): Promise<PollOutput> {
    const now = new Date();
    const days = [dateOf(now)];
    if (now.getUTCHours() < LATE_HOURS) days.unshift(dateOf(new Date(now.getTime() - DAY_MS)));
    return this.days(sport, days, POLL_SCOPES.completed, job);
  }

  /** Single matches, whatever their state. Needed for matches in play, so it may use all of the quota. */
  async byIds(sport: Sport, ids: readonly string[], job: JobContext): Promise<Polled[]> {
    const polls: Polled[] = [];
    for (const query of sportAdapter(sport).idQueries(ids))
      polls.push(await this.poll(sport, query, POLL_SCOPES.any, 0, job));
    return polls;
  }

  /** Requests of the day that everything but live polls leaves for these. */
  reserve(): number {
    return liveReserve(Date.now(), liveIntervalsMs(this.settings), this.settings.LIVE_SCORES_LIVE_RESERVE);
  }

  private async days(sport: Sport, days: readonly string[], scope: PollScope, job: JobContext): Promise<PollOutput> {
    const polls: Polled[] = [];
    for (const day of days) {
      polls.push(await this.poll(sport, sportAdapter(sport).dateQuery(day), scope, this.reserve(), job));
    }
    return { ...summary(polls), vanished: 0 };
  }

  private async poll(
    sport: Sport,
    query: UpstreamQuery,
    scope: PollScope,
    reserve: number,
    job: JobContext,
  ): Promise<Polled> {
    const adapter = sportAdapter(sport);
    const { entries, observedAt } = await this.upstream.ask(sport, query, reserve, job);
    const ids = entries.flatMap((entry) => adapter.matchId(entry) ?? []);
    const known = await this.known.listedOrInPlay(sport, ids);
    const byId = new Map(known.map((match) => [match.id, match]));
    const sifted = siftStatements(adapter, entries, byId, scope, observedAt);
    await handOn(sport, sifted, observedAt, this.known, job);
    job.metric('listed', entries.length);
    job.metric('changed', sifted.changed.length);
    return { ...sifted, known, observedAt, entries: entries.length };
  }
}

function summary(polls: readonly Polled[]): Omit<PollOutput, 'vanished'> {
  const sum = (count: (poll: Polled) => number) => polls.reduce((total, poll) => total + count(poll), 0);
  return {
    listed: sum(({ entries }) => entries),
    changed: sum(({ changed }) => changed.length),
    invalid: sum(({ invalid }) => invalid.length),
  };
}
