import type { MatchRecord, Sides } from '../football-data/match-record.js';
import { fitRho } from './dixon-coles.js';
import { EloRatings } from './elo.js';
import { expectedCounts, type LeagueSnapshot, type ResponseName, type TeamSnapshot } from './league-snapshot.js';
import { PiRatings } from './pi-ratings.js';
import { outcomeIndex } from './outcome.js';
import {
  fitPoissonRatings,
  ratingsOf,
  type PoissonParameters,
  type PoissonRatings,
  type ScoredMatch,
} from './poisson-ratings.js';
import { TeamForm } from './team-form.js';

/** What is learnt of a match. */
export type RatedMatch = Pick<MatchRecord, 'season' | 'home' | 'away' | 'goals' | 'shots' | 'shotsOnTarget'>;

interface Response {
  of: (match: RatedMatch) => Sides | null;
  halfLifeDays: number;
  shrinkage: number;
}

/** Chosen by walking forward over the seasons 2013/14 to 2018/19. */
const RESPONSES: Readonly<Record<ResponseName, Response>> = {
  goals: { of: ({ goals }) => goals, halfLifeDays: 450, shrinkage: 9 },
  shotsOnTarget: { of: ({ shotsOnTarget }) => shotsOnTarget, halfLifeDays: 150, shrinkage: 12 },
  shots: { of: ({ shots }) => shots, halfLifeDays: 120, shrinkage: 25 },
};
const RESPONSE_NAMES = ['goals', 'shotsOnTarget', 'shots'] as const satisfies ResponseName[];
const ELO = { factor: 18, homeAdvantage: 65 };
const FORM_MATCHES = 6;

/** Ratings are fitted again when they are older than this. */
const REFIT_DAYS = 7;
/** Half-lives after which a match is forgotten. */
const FORGOTTEN = 5;

/** Before the first match: both sides score alike. */
const UNKNOWN: PoissonRatings = { base: 0, homeAdvantage: 0, newcomer: [0, 0], attack: [], defence: [] };

/** Matches that the base rate counts before there are any, as they fall in most leagues. */
const USUAL_OUTCOMES = [4.5, 2.5, 3] as const;

/**
 * What is known of one league as its matches go by, day by day: `observe` takes a day's matches, `snapshot` says what was
 * known before a day. Nothing that has not been observed is in a snapshot.
 */
export class LeagueState {
  private readonly teams = new Map<string, number>();
  private readonly isEntrant: boolean[] = [];
  private readonly matches: { match: RatedMatch; day: number }[] = [];
  private readonly elo = new EloRatings(ELO);
  private readonly pi = new PiRatings();
  private readonly form = new TeamForm(FORM_MATCHES);
  private readonly outcomes: [number, number, number] = [0, 0, 0];
  private readonly fits = new Map<ResponseName, PoissonParameters>();
  private rho = 0;
  private latest: LeagueSnapshot | undefined;
  private fittedDay = -Infinity;
  private firstSeason: string | undefined;

  /** @param refit whether the ratings are to be fitted to the last match, however young they are */
  snapshot(day: number, refit = false): LeagueSnapshot {
    if (this.matches.length > 0 && (refit || day - this.fittedDay >= REFIT_DAYS)) this.fit(day);
    const responses = Object.fromEntries(
      RESPONSE_NAMES.map((name) => {
        const parameters = this.fits.get(name);
        return [name, parameters && ratingsOf(parameters, this.isEntrant)];
      }),
    ) as Record<ResponseName, PoissonRatings | undefined>;
    const common = (name: ResponseName) => responses[name] ?? UNKNOWN;
    const teams: Record<string, TeamSnapshot> = {};
    for (const [team, index] of this.teams) {
      const rating = (name: ResponseName): [number, number] => [
        common(name).attack[index] ?? common(name).newcomer[0],
        common(name).defence[index] ?? common(name).newcomer[1],
      ];
      teams[team] = {
        goals: rating('goals'),
        shotsOnTarget: rating('shotsOnTarget'),
        shots: rating('shots'),
        elo: this.elo.rating(team),
        pi: this.pi.of(team),
        form: this.form.of(team),
      };
    }
    const response = (name: ResponseName) => {
      const { base, homeAdvantage, newcomer } = common(name);
      return { base, homeAdvantage, newcomer };
    };
    this.latest = {
      day,
      rho: this.rho,
      baseRate: this.baseRate(),
      responses: { goals: response('goals'), shotsOnTarget: response('shotsOnTarget'), shots: response('shots') },
      elo: { homeAdvantage: ELO.homeAdvantage, newcomer: this.elo.newcomer() },
      teams,
    };
    return this.latest;
  }

  /** Takes the matches of one day, later than those before. Those without a result tell nothing. */
  observe(matches: readonly RatedMatch[], day: number): void {
    const before = this.latest ?? this.snapshot(day);
    for (const match of matches) {
      const { home, away, goals } = match;
      if (!goals) continue;
      this.firstSeason ??= match.season;
      for (const team of [home, away]) this.addTeam(team, match.season);
      const expected = expectedCounts(before, 'goals', home, away);
      const surprise = goals.home - goals.away - (expected.home - expected.away);
      this.form.observe(home, { points: points(goals.home, goals.away), surprise });
      this.form.observe(away, { points: points(goals.away, goals.home), surprise: -surprise });
      this.elo.observe(home, away, goals);
      this.pi.observe(home, away, goals);
      this.outcomes[outcomeIndex(goals)] += 1;
      this.matches.push({ match, day });
    }
  }

  private baseRate(): [number, number, number] {
    const counts = this.outcomes.map((count, index) => count + USUAL_OUTCOMES[index]!);
    const all = counts.reduce((sum, count) => sum + count, 0);
    return [counts[0]! / all, counts[1]! / all, counts[2]! / all];
  }

  private addTeam(team: string, season: string): void {
    if (this.teams.has(team)) return;
    this.teams.set(team, this.teams.size);
    this.isEntrant.push(season !== this.firstSeason);
  }

  private fit(day: number): void {
    for (const name of RESPONSE_NAMES) this.fitResponse(name, day);
    this.fitRho(day);
    this.fittedDay = day;
  }

  private fitResponse(name: ResponseName, day: number): void {
    const { of, ...options } = RESPONSES[name];
    const scored: ScoredMatch[] = [];
    for (const { match, day: played } of this.matches) {
      const counts = day - played < FORGOTTEN * options.halfLifeDays ? of(match) : null;
      if (!counts) continue;
      const [home, away] = [this.teams.get(match.home)!, this.teams.get(match.away)!];
      scored.push({ day: played, home, away, homeCount: counts.home, awayCount: counts.away });
    }
    if (scored.length === 0) return;
    const { size } = this.teams;
    this.fits.set(name, fitPoissonRatings(scored, size, this.isEntrant, day, options, this.fits.get(name)));
  }

  private fitRho(day: number): void {
    const { halfLifeDays } = RESPONSES.goals;
    const parameters = this.fits.get('goals');
    if (!parameters) return;
    const ratings = ratingsOf(parameters, this.isEntrant);
    const scores = this.matches
      .filter(({ day: played }) => day - played < FORGOTTEN * halfLifeDays)
      .map(({ match, day: played }) => {
        const [home, away] = [this.teams.get(match.home)!, this.teams.get(match.away)!];
        const rateHome = Math.exp(
          ratings.base + ratings.homeAdvantage + ratings.attack[home]! - ratings.defence[away]!,
        );
        const rateAway = Math.exp(ratings.base + ratings.attack[away]! - ratings.defence[home]!);
        const weight = Math.exp((-Math.LN2 * (day - played)) / halfLifeDays);
        return { homeGoals: match.goals!.home, awayGoals: match.goals!.away, rateHome, rateAway, weight };
      });
    this.rho = fitRho(scores);
  }
}

function points(ours: number, theirs: number): number {
  return ours > theirs ? 3 : ours === theirs ? 1 : 0;
}
