import { z } from 'zod';
import { durationMs } from '@kickoff/contracts';
import { misbehaviourOrder, Misbehaviours, type WireResponse } from '@kickoff/upstream/simulator';
import { CountedLimit } from './counted-limit.js';
import { RecordedResponses } from './recorded-responses.js';
import { puuidOf, RiotWorld, type SimulatedPlayer } from './riot-world.js';
import type { SimulatorSettings } from './settings.js';

const OWN_KINDS = ['wrong-types', 'renamed-fields'] as const;
type OwnKind = (typeof OWN_KINDS)[number];

const Player = z.strictObject({ platform: z.string(), number: z.int() });

/** What `POST /riot/__control` takes. */
export const ControlOrder = z.strictObject({
  misbehave: misbehaviourOrder(OWN_KINDS).optional(),
  /** Ends all misbehaviour. */
  behave: z.literal(true).optional(),
  /** The account is no longer known. */
  ban: Player.optional(),
  /** From now on the player is there. */
  rank: z.strictObject({ player: Player, tier: z.string(), rank: z.string() }).optional(),
  /** Moves the clock forward: matches end. */
  skipMs: z.int().min(0).optional(),
});
export type ControlOrder = z.input<typeof ControlOrder>;

interface Endpoint {
  method: string;
  pattern: RegExp;
  answer: (found: readonly string[], query: Readonly<Record<string, string>>) => unknown;
}

const JSON_HEADERS = { 'content-type': 'application/json;charset=utf-8' };

/** Riot's API: its paths, its headers with limits, and its errors. */
export class RiotSimulator {
  readonly misbehaviours = new Misbehaviours<OwnKind>();
  readonly requests: { target: string; at: number; status: number }[] = [];
  private readonly world: RiotWorld;
  private readonly limits = new Map<string, CountedLimit>();
  private readonly recorded: RecordedResponses | undefined;
  private skippedMs = 0;

  constructor(private readonly settings: SimulatorSettings) {
    this.world = new RiotWorld(settings.SIMULATOR_RIOT_PLAYERS, durationMs(settings.SIMULATOR_RIOT_MATCH_EVERY));
    const { SIMULATOR_RIOT_REPLAY: folder } = settings;
    this.recorded = folder ? new RecordedResponses(folder) : undefined;
  }

  control({ misbehave, behave, ban, rank, skipMs }: z.output<typeof ControlOrder>): void {
    if (behave) this.misbehaviours.clear();
    if (misbehave) this.misbehaviours.add(misbehave);
    if (ban) this.world.gone.add(puuidOf(ban));
    if (rank) this.world.ranks.set(puuidOf(rank.player), { tier: rank.tier, rank: rank.rank });
    this.skippedMs += skipMs ?? 0;
  }

  state(): object {
    return { requests: this.requests, misbehaving: this.misbehaviours.waiting };
  }

  /** @param target path of Riot's API, below the routing */
  answer(routing: string, target: string, query: Readonly<Record<string, string>>): WireResponse {
    const recorded = this.recorded?.answer(target);
    if (recorded) return { status: 200, headers: { ...JSON_HEADERS, ...recorded.headers }, body: recorded.body };
    for (const { method, pattern, answer } of this.endpoints) {
      const found = pattern.exec(target);
      if (!found) continue;
      const headers = this.count(routing, method);
      if (headers['retry-after'] !== undefined) return problem(429, 'Rate limit exceeded', headers);
      const body = answer(found.slice(1).map(decodeURIComponent), query);
      if (body === undefined) return problem(404, 'Data not found', headers);
      return { status: 200, headers, body: JSON.stringify(body) };
    }
    return problem(404, 'Data not found', JSON_HEADERS);
  }

  private get now(): number {
    return Date.now() + this.skippedMs;
  }

  private readonly endpoints: readonly Endpoint[] = [
    {
      method: 'account-by-riot-id',
      pattern: /^\/riot\/account\/v1\/accounts\/by-riot-id\/([^/]+)\/([^/]+)$/,
      answer: ([name = '', tag = '']) => this.ifThere(this.world.byRiotId(name, tag), (it) => this.world.account(it)),
    },
    {
      method: 'account-by-puuid',
      pattern: /^\/riot\/account\/v1\/accounts\/by-puuid\/([^/]+)$/,
      answer: ([puuid = '']) => this.ifThere(this.world.byPuuid(puuid), (it) => this.world.account(it)),
    },
    {
      method: 'summoner-by-puuid',
      pattern: /^\/lol\/summoner\/v4\/summoners\/by-puuid\/([^/]+)$/,
      answer: ([puuid = '']) => this.ifThere(this.world.byPuuid(puuid), (it) => this.world.summoner(it, this.now)),
    },
    {
      method: 'league-by-puuid',
      pattern: /^\/lol\/league\/v4\/entries\/by-puuid\/([^/]+)$/,
      answer: ([puuid = '']) => this.ifThere(this.world.byPuuid(puuid), (it) => this.world.league(it)),
    },
    {
      method: 'match-ids-by-puuid',
      pattern: /^\/lol\/match\/v5\/matches\/by-puuid\/([^/]+)\/ids$/,
      answer: ([puuid = ''], { start = '0', count = '20' }) =>
        this.ifThere(this.world.byPuuid(puuid), (it) =>
          this.world.matchIds(it, { start: Number(start), count: Math.min(100, Number(count)) }, this.now),
        ),
    },
    {
      method: 'match-by-id',
      pattern: /^\/lol\/match\/v5\/matches\/([^/]+)$/,
      answer: ([id = '']) => this.world.match(id, this.now),
    },
  ];

  private ifThere(player: SimulatedPlayer | undefined, answer: (player: SimulatedPlayer) => unknown): unknown {
    return player && answer(player);
  }

  /** The headers of limits, with `retry-after` when one of them is used up. */
  private count(routing: string, method: string): Record<string, string> {
    const app = this.limitOf(routing, this.settings.SIMULATOR_RIOT_APP_LIMIT);
    const ofMethod = this.limitOf(`${routing} ${method}`, this.settings.SIMULATOR_RIOT_METHOD_LIMIT);
    const now = Date.now();
    const [appMs, methodMs] = [app.count(now), ofMethod.count(now)];
    const waitMs = appMs ?? methodMs;
    return {
      ...JSON_HEADERS,
      'x-app-rate-limit': app.stated,
      'x-app-rate-limit-count': app.counts,
      'x-method-rate-limit': ofMethod.stated,
      'x-method-rate-limit-count': ofMethod.counts,
      ...(waitMs !== undefined && {
        'retry-after': String(Math.ceil(waitMs / 1_000)),
        'x-rate-limit-type': appMs === undefined ? 'method' : 'application',
      }),
    };
  }

  private limitOf(key: string, stated: string): CountedLimit {
    let limit = this.limits.get(key);
    if (!limit) this.limits.set(key, (limit = new CountedLimit(stated)));
    return limit;
  }
}

/** Spoils a body as ordered, in ways of its own. */
export function misbehaveAsRiot(response: WireResponse, kind: string): WireResponse {
  const { body } = response;
  switch (kind) {
    case 'wrong-types':
      return {
        ...response,
        body: body
          .replace(/:\d+/g, ':"many"')
          .replace(/"puuid":"[^"]*"/g, '"puuid":17')
          .replace(/^\["[^"]+"/, '[17'),
      };
    case 'renamed-fields':
      return {
        ...response,
        body: body.replace(/"(puuid|queueType|info|gameName)":/g, '"$1New":').replace(/^\["/, '["new:'),
      };
    default:
      return response;
  }
}

function problem(status: number, message: string, headers: Record<string, string>): WireResponse {
  return { status, headers, body: JSON.stringify({ status: { message, status_code: status } }) };
}
