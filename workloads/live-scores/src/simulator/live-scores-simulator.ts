import { z } from 'zod';
import { misbehaviourOrder, Misbehaviours } from '@kickoff/upstream/simulator';
import { Sport, SPORTS } from '../sports/sport.js';
import { answerOf, type Answer } from './answers.js';
import { MatchDay } from './match-day.js';
import { OWN_MISBEHAVIOURS, type OwnMisbehaviour } from './misbehaviour.js';
import { Replay } from './replay.js';
import type { SimulatorSettings } from './settings.js';
import type { Interference } from './simulated-match.js';
import { UpstreamAccount } from './upstream-account.js';

/** One thing to be done to one match. */
const InterferenceOrder = z.strictObject({
  sport: Sport.default('football'),
  matchId: z.int(),
  /** Leaves the live list and has ended when asked for by id. */
  vanished: z.boolean().optional(),
  takenOff: z.strictObject({ home: z.int().min(0).default(0), away: z.int().min(0).default(0) }).optional(),
  eventsRemoved: z.int().min(0).optional(),
  kickOffMovedMs: z.int().optional(),
  broken: z.boolean().optional(),
});

/** Body of `POST /__control`; several orders may be given at once. */
export const ControlOrder = z.strictObject({
  /** `matching` begins with the sport: `/ice-hockey/`, `/football/fixtures?live=all`. */
  misbehave: misbehaviourOrder(OWN_MISBEHAVIOURS).optional(),
  /** One, or many. */
  match: z.union([InterferenceOrder, z.array(InterferenceOrder)]).optional(),
  /** Plays a folder from a step on (default 1; 0 is before the first), or moves within the one that is playing. */
  replay: z
    .union([
      z.strictObject({ folder: z.string(), step: z.int().min(0).default(1) }),
      z.strictObject({ advance: z.int() }),
      z.strictObject({ step: z.int().min(0) }),
      z.literal('stop'),
    ])
    .optional(),
  /** Requests left of today's quota. */
  dayRemaining: z.int().min(0).optional(),
  /** Moves the simulator's clock. */
  skipMs: z.int().min(0).optional(),
  /** Forgets misbehaviours and what was done to matches. */
  behave: z.boolean().optional(),
});
export type ControlOrder = z.input<typeof ControlOrder>;

export interface SimulatorRequest {
  sport: Sport;
  path: string;
  parameters: Readonly<Record<string, string>>;
  key: string | undefined;
}

/** The four APIs with one account, one clock and one control. Knows nothing of HTTP. */
export class LiveScoresSimulator {
  readonly account: UpstreamAccount;
  readonly misbehaviours = new Misbehaviours<OwnMisbehaviour>();
  private readonly days: Readonly<Record<Sport, MatchDay>>;
  private replay: Replay | undefined;
  private skippedMs = 0;
  private readonly requests = new Map<string, number>();

  constructor(
    settings: SimulatorSettings,
    private readonly clock: () => number = Date.now,
  ) {
    const day = (sport: Sport, matches: number) =>
      new MatchDay({
        sport,
        seed: settings.SIMULATOR_SEED,
        matches,
        mode: settings.SIMULATOR_MODE,
        speed: settings.SIMULATOR_SPEED,
        pauseMinutes: settings.SIMULATOR_PAUSE,
        defects: settings.SIMULATOR_DEFECTS === 'on',
      });
    this.days = {
      'american-football': day('american-football', settings.SIMULATOR_OTHER_MATCHES),
      basketball: day('basketball', settings.SIMULATOR_OTHER_MATCHES),
      football: day('football', settings.SIMULATOR_MATCHES),
      'ice-hockey': day('ice-hockey', settings.SIMULATOR_OTHER_MATCHES),
    };
    this.account = new UpstreamAccount({
      key: settings.SIMULATOR_KEY,
      requestsPerDay: settings.SIMULATOR_REQUESTS_PER_DAY,
      requestsPerMinute: settings.SIMULATOR_REQUESTS_PER_MINUTE,
      now: clock,
    });
    if (settings.SIMULATOR_REPLAY) this.replay = new Replay(settings.SIMULATOR_REPLAY);
  }

  answer({ sport, path, parameters }: SimulatorRequest): Answer | undefined {
    const target = [path, new URLSearchParams(parameters).toString()].filter(Boolean).join('?');
    const counted = `${sport} ${target.replace(/ids?=[\d-]+/, 'ids')}`;
    this.requests.set(counted, (this.requests.get(counted) ?? 0) + 1);
    return answerOf(path, parameters, { sport, day: this.days[sport], replay: this.replay, now: this.now() });
  }

  control(order: z.output<typeof ControlOrder>): void {
    if (order.behave) {
      this.misbehaviours.clear();
      for (const sport of SPORTS) this.days[sport].interference.clear();
    }
    if (order.misbehave) this.misbehaviours.add(order.misbehave);
    for (const match of order.match ? [order.match].flat() : []) {
      const { sport, matchId, ...interference } = match;
      const before = this.days[sport].interference.get(matchId);
      this.days[sport].interference.set(matchId, { ...before, ...(interference satisfies Interference) });
    }
    if (order.dayRemaining !== undefined) this.account.leave(order.dayRemaining);
    if (order.skipMs !== undefined) this.skippedMs += order.skipMs;
    if (order.replay !== undefined) this.controlReplay(order.replay);
  }

  /** What `GET /__control` answers. */
  state(): object {
    const now = this.now();
    return {
      now,
      replay: this.replay && { folder: this.replay.folder, step: this.replay.step, steps: this.replay.files.length },
      misbehaviours: this.misbehaviours.waiting,
      live: Object.fromEntries(SPORTS.map((sport) => [sport, this.days[sport].live(now).map(({ match }) => match.id)])),
      requests: Object.fromEntries(this.requests),
    };
  }

  private controlReplay(order: NonNullable<z.output<typeof ControlOrder>['replay']>): void {
    if (order === 'stop') this.replay = undefined;
    else if ('folder' in order) this.replay = new Replay(order.folder, order.step);
    else if (!this.replay) throw new Error('no replay is playing: give its folder first');
    else if ('advance' in order) this.replay.advance(order.advance);
    else this.replay.goTo(order.step);
  }

  private now(): number {
    return this.clock() + this.skippedMs;
  }
}
