import { z } from 'zod';
import {
  errorPage,
  misbehave,
  type MisbehaviourOrder,
  misbehaviourOrder,
  Misbehaviours,
  type WireResponse,
} from '@kickoff/upstream/simulator';
import { League, LEAGUES } from '../football-data/league.js';
import { Season, seasonOf } from '../football-data/season.js';
import { fixturesFile, seasonFile } from './csv-files.js';
import { generatedSeason, type GeneratedMatch } from './generated-season.js';
import { RecordedFiles } from './recorded-files.js';
import type { SimulatorSettings } from './settings.js';

/** What only this upstream does. */
const OWN_MISBEHAVIOURS = [
  /** The columns of goals are called otherwise. */
  'renamed-columns',
  /** Goals are words. */
  'wrong-types',
  /** One row among many contradicts itself. */
  'broken-row',
] as const;
type OwnMisbehaviour = (typeof OWN_MISBEHAVIOURS)[number];

/** A result that is another from now on. */
const Correction = z.strictObject({
  league: League,
  season: Season,
  home: z.string(),
  away: z.string(),
  goals: z.strictObject({ home: z.int().min(0), away: z.int().min(0) }),
});
type Correction = z.output<typeof Correction>;

/** Body of the control's POST; several orders may be given at once. */
export const ControlOrder = z.strictObject({
  misbehave: misbehaviourOrder(OWN_MISBEHAVIOURS).optional(),
  correct: Correction.optional(),
  /** Serves a folder of recorded files, or generated ones again. */
  replay: z.union([z.strictObject({ folder: z.string() }), z.literal('stop')]).optional(),
  /** Moves the simulator's clock: matches that were to come are played. */
  skipMs: z.int().min(0).optional(),
  /** Forgets misbehaviours and corrections. */
  behave: z.boolean().optional(),
});
export type ControlOrder = z.input<typeof ControlOrder>;

const CSV = { 'content-type': 'text/csv' };
const DAY_MS = 86_400_000;
/** A match is over two hours after its kick-off at 15:00. */
const OVER_MS = 17 * 3_600_000;
const FIXTURE_DAYS = 14;

/** football-data.co.uk with one clock and one control. Knows nothing of HTTP. */
export class FootballDataSimulator {
  readonly misbehaviours = new Misbehaviours<OwnMisbehaviour>();
  private corrections: Correction[] = [];
  private recorded: RecordedFiles | undefined;
  private skippedMs = 0;
  private readonly asked: string[] = [];
  private readonly seasons = new Map<string, GeneratedMatch[]>();

  constructor(
    private readonly settings: SimulatorSettings,
    private readonly clock: () => number = Date.now,
  ) {
    if (settings.SIMULATOR_MATCH_PREDICTIONS_REPLAY)
      this.recorded = new RecordedFiles(settings.SIMULATOR_MATCH_PREDICTIONS_REPLAY);
  }

  /** Of a league's season: the page of a missing file before its first match is over. */
  season(league: string, season: string): WireResponse {
    this.asked.push(`/mmz4281/${season}/${league}.csv`);
    return fileOr404(this.recorded ? this.recorded.season(league, season) : this.generatedFile(league, season));
  }

  fixtures(): WireResponse {
    this.asked.push('/fixtures.csv');
    return fileOr404(this.recorded ? this.recorded.fixtures() : this.generatedFixtures());
  }

  control(order: z.output<typeof ControlOrder>): void {
    if (order.behave) {
      this.misbehaviours.clear();
      this.corrections = [];
    }
    if (order.misbehave) this.misbehaviours.add(order.misbehave);
    if (order.correct) this.corrections.push(order.correct);
    if (order.skipMs !== undefined) this.skippedMs += order.skipMs;
    if (order.replay === 'stop') this.recorded = undefined;
    else if (order.replay) this.recorded = new RecordedFiles(order.replay.folder);
  }

  /** What the control answers to a GET. */
  state(): object {
    return { now: this.now(), misbehaviours: this.misbehaviours.waiting, requests: this.asked };
  }

  private generatedFile(league: string, season: string): string | undefined {
    const known = { league: League.safeParse(league), season: Season.safeParse(season) };
    if (!known.league.success || !known.season.success) return undefined;
    const played = this.matchesOf(known.league.data, known.season.data).filter((match) => this.isOver(match));
    if (played.length === 0) return undefined;
    return seasonFile(
      known.league.data,
      played.map((match) => this.corrected(league, season, match)),
    );
  }

  private generatedFixtures(): string {
    const season = seasonOf(new Date(this.now()));
    const until = new Date(this.now() + FIXTURE_DAYS * DAY_MS).toISOString().slice(0, 10);
    return fixturesFile(
      LEAGUES.flatMap((league) =>
        this.matchesOf(league, season)
          .filter((match) => !this.isOver(match) && match.date <= until)
          .map((match) => ({ league, match })),
      ),
    );
  }

  private matchesOf(league: League, season: Season): GeneratedMatch[] {
    const name = `${league}/${season}`;
    const matches =
      this.seasons.get(name) ?? generatedSeason(this.settings.SIMULATOR_MATCH_PREDICTIONS_SEED, league, season);
    this.seasons.set(name, matches);
    return matches;
  }

  private corrected(league: string, season: string, match: GeneratedMatch): GeneratedMatch {
    const correction = this.corrections.findLast(
      (each) =>
        each.league === league && each.season === season && each.home === match.home && each.away === match.away,
    );
    return correction ? { ...match, goals: correction.goals } : match;
  }

  private isOver({ date }: GeneratedMatch): boolean {
    return Date.parse(date) + OVER_MS <= this.now();
  }

  private now(): number {
    return this.clock() + this.skippedMs;
  }
}

function fileOr404(body: string | undefined): WireResponse {
  return body === undefined ? errorPage(404, 'Not Found') : { status: 200, headers: CSV, body };
}

/** Spoils a response as ordered. */
export function misbehaveAsFootballData(
  response: WireResponse,
  order: MisbehaviourOrder<OwnMisbehaviour>,
): WireResponse {
  switch (order.kind) {
    case 'renamed-columns':
      return { ...response, body: response.body.replace(/\bFTHG,FTAG\b/, 'GoalsHome,GoalsAway') };
    case 'wrong-types':
      return { ...response, body: response.body.replace(/,\d+,\d+,[HDA],/g, ',two,one,H,') };
    case 'broken-row':
      return { ...response, body: response.body.replace(/,\d+,\d+,[HDA],/, ',0,0,H,') };
    default:
      return misbehave(response, order);
  }
}
