import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import { workloadForTest } from '@kickoff/testing';
import { analysePlayers, monitorRanks, updateTrackedPlayers, type Platform } from '../contracts/index.js';
import { PlayersController } from '../routes/players-controller.js';
import { TrackedController } from '../routes/tracked-controller.js';
import type { ControlOrder } from '../simulator/riot-simulator.js';
import { simulatorForTest } from '../testing/simulator-for-test.js';
import manifest from '../worker.js';

type Kind = NonNullable<ControlOrder['misbehave']>['kind'];

/** What every answer can have wrong with it, what that is called, and how often it is tried. One platform each. */
const FAULTS: readonly [Kind, Platform, string, number][] = [
  ['server-error', 'br1', 'UPSTREAM_FAILED', 3],
  ['html', 'eun1', 'UPSTREAM_ANSWERED_HTML', 3],
  ['truncated', 'jp1', 'UPSTREAM_NOT_JSON', 3],
  ['half-response', 'kr', 'UPSTREAM_RESPONSE_CUT', 3],
  ['wrong-types', 'na1', 'UPSTREAM_SCHEMA_INVALID', 3],
  ['renamed-fields', 'oc1', 'UPSTREAM_SCHEMA_INVALID', 3],
  ['key-rejected', 'tr1', 'UPSTREAM_KEY_REJECTED', 3],
  ['time-out', 'la1', 'UPSTREAM_TIMED_OUT', 3],
];

const TABLES = ['players', 'tracked_players', 'matches', 'match_participants', 'rank_records', 'detections'];

describe('jobs of player-watch', () => {
  const simulator = simulatorForTest();
  const platform = workloadForTest(manifest, {
    environment: () => ({
      PLAYER_WATCH_RIOT_URL: `${simulator().url}/riot/{routing}`,
      PLAYER_WATCH_REQUEST_TIMEOUT: '2s',
      PLAYER_WATCH_TRACKED: 'euw1/Player 1#EUW1',
    }),
  });
  beforeAll(() =>
    platform().jobs.override(
      { workload: 'player-watch' },
      { backoff: { fixed: '250ms' } },
      { by: 'this test', reason: 'no waiting' },
    ),
  );
  beforeEach(() => simulator().control({ behave: true }));

  const rows = <Row>(sql: string): Promise<Row[]> => platform().dataSource.query(sql);
  const asked = async () => (await simulator().state()).requests.map(({ target }) => target);
  const track = (of: Platform, number: number) =>
    platform()
      .get(TrackedController)
      .track({ platform: of, gameName: `Player ${number}`, tagLine: of.toUpperCase() });

  /** Runs what is enqueued to its end; what was asked, told and ended meanwhile. */
  async function run(enqueue: () => Promise<unknown>) {
    const { messages, ended, settled } = platform();
    const [askedBefore, told, done] = [(await asked()).length, messages.length, ended.length];
    await enqueue();
    await settled();
    return { asked: (await asked()).slice(askedBefore), told: messages.slice(told), ended: ended.slice(done) };
  }

  const update = (of: Platform[], count = 3) =>
    platform().jobs.enqueue(updateTrackedPlayers, { platforms: of, max_matches_per_player: count });

  it('look a tracked player up, fetch what it did, tell its channel and queue whom it met', async () => {
    const { asked: requests, told } = await run(() => update(['euw1']));
    expect(requests.map((target) => target.replace(/(euw1-1|EUW1_)[^/]*/, '$1…'))).toEqual([
      'europe/riot/account/v1/accounts/by-riot-id/Player%201/EUW1',
      'euw1/lol/summoner/v4/summoners/by-puuid/euw1-1…',
      'euw1/lol/league/v4/entries/by-puuid/euw1-1…',
      'europe/lol/match/v5/matches/by-puuid/euw1-1…/ids',
      ...Array<string>(3).fill('europe/lol/match/v5/matches/EUW1_…'),
    ]);
    const { tracked } = await platform().get(TrackedController).list();
    expect(tracked).toMatchObject([{ gameName: 'Player 1', problem: null, playerId: expect.any(String) }]);
    const channel = `player-watch/euw1/${tracked[0]!.playerId}`;
    expect(told).toMatchObject([{ channel, type: 'player.updated', document: { gameName: 'Player 1', level: 157 } }]);
    expect(await platform().get(PlayersController).player(tracked[0]!.playerId!)).toEqual(told[0]!.document);
    const [{ waiting }] = (await rows(
      'SELECT count(*)::integer AS waiting FROM player_watch.players WHERE NOT is_analyzed AND discovered_by IS NOT NULL',
    )) as [{ waiting: number }];
    expect(waiting).toBeGreaterThanOrEqual(9);
  });

  it('ask for a match once, whoever else has played in it', async () => {
    const again = await run(() => update(['euw1']));
    expect(again.asked).toHaveLength(3);
    expect(again.told).toEqual([]);
    await track('euw1', 2);
    await rows("UPDATE player_watch.players SET waiting_since = now() - interval '1 day' WHERE puuid LIKE 'euw1-5-%'");
    // Two jobs ask at once, and each for several players.
    const { ended } = await run(async () => {
      await update(['euw1'], 10);
      await platform().jobs.enqueue(analysePlayers, {
        platforms: ['euw1'],
        max_players: 4,
        max_matches_per_player: 10,
      });
    });
    expect(ended.map(({ state, attempt }) => [state, attempt])).toEqual([
      ['succeeded', 1],
      ['succeeded', 1],
    ]);
    expect(await rows('SELECT * FROM player_watch.match_claims')).toEqual([]);
    const matches = (await asked()).filter((target) => /matches\/EUW1_/.test(target));
    expect(new Set(matches).size).toBe(matches.length);
  });

  it('judge whom they met by what they fetch of it, tell why, and look later whether it is still there', async () => {
    await rows(
      "UPDATE player_watch.players SET is_analyzed = false, waiting_since = '-infinity' WHERE puuid LIKE 'euw1-5-%'",
    );
    const few = { platforms: ['euw1' as const], max_players: 6, max_matches_per_player: 10 };
    const { ended, told } = await run(() => platform().jobs.enqueue(analysePlayers, few));
    expect(ended).toMatchObject([{ state: 'succeeded', attempt: 1 }]);
    expect(told).toHaveLength(6);
    const { detections } = await platform().get(PlayersController).detections();
    expect(detections.length).toBeGreaterThan(0);
    for (const { score, contributions, reasons, threshold } of detections) {
      expect(score).toBeGreaterThanOrEqual(threshold);
      expect(contributions.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 9);
      expect(reasons.join()).toMatch(/level 3\d, where/);
    }
    const { playerId } = detections[0]!;
    const player = await platform().get(PlayersController).player(playerId);
    expect(told.find(({ channel }) => channel === `player-watch/euw1/${playerId}`)).toMatchObject({
      type: 'player.analysed',
      document: player,
    });
    expect(player.detection).toMatchObject({ isSmurf: true });
    expect(await platform().get(PlayersController).history(playerId)).toMatchObject({
      detections: expect.arrayContaining([expect.objectContaining({ playerId })]),
      ranks: expect.arrayContaining([expect.anything()]),
    });

    await simulator().control({ ban: { platform: 'euw1', number: Number(player.gameName!.split(' ')[1]) } });
    const check = { ...few, max_players: 1, ban_check_interval_hours: 0 };
    const checked = await run(() => platform().jobs.enqueue(analysePlayers, check));
    expect(checked.told.filter(({ type }) => type === 'player.gone')).toMatchObject([
      { channel: `player-watch/euw1/${playerId}`, document: { account: 'gone' } },
    ]);
    const later = await run(() => platform().jobs.enqueue(analysePlayers, check));
    expect(later.asked.filter((target) => target.includes('accounts/by-puuid'))).toHaveLength(
      new Set(detections.map((each) => each.playerId)).size - 1,
    );
  });

  it('tell of a rank only when it changed by two divisions', async () => {
    const check = () => run(() => platform().jobs.enqueue(monitorRanks, { platforms: ['euw1'] }));
    const rank = (name: string) =>
      simulator().control({ rank: { player: { platform: 'euw1', number: 1 }, tier: 'GOLD', rank: name } });
    await rank('IV');
    expect((await check()).told).toEqual([]);
    await rank('III');
    expect((await check()).told).toEqual([]);
    await rank('II');
    expect((await check()).told).toMatchObject([
      {
        type: 'player.rank-changed',
        data: { from: { tier: 'GOLD', division: 'IV' }, to: { tier: 'GOLD', division: 'II' }, divisions: 2 },
        document: { gameName: 'Player 1', rank: { tier: 'GOLD', division: 'II' } },
      },
    ]);
    expect((await check()).told).toEqual([]);
  });

  it('track ten players and refuse the eleventh with 409, also when two come at once', async () => {
    for (const [, of] of FAULTS.slice(0, 7)) await track(of, 1);
    const last = await Promise.allSettled([track('la1', 1), track('la2', 1)]);
    const refused = last.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(last.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((refused.reason as { getStatus(): number }).getStatus()).toBe(409);
    // Who is tracked already is no other one.
    await expect(track('euw1', 1)).resolves.toMatchObject({ gameName: 'Player 1' });
    const { tracked } = await platform().get(TrackedController).list();
    expect(tracked).toHaveLength(10);
    await platform().get(TrackedController).untrack(tracked.at(-1)!.id);
    await expect(track('la1', 1)).resolves.toMatchObject({ platform: 'la1' });
  });

  const snapshot = async () => {
    const all = TABLES.map((table) => rows(`SELECT * FROM player_watch.${table} t ORDER BY t::text`));
    return Promise.all(all);
  };
  const ofFaults = FAULTS.map(([, of]) => of);

  it.each<[string, (of: Platform) => string, 'update' | 'analyse']>([
    ['account-v1 by Riot ID', (of) => `by-riot-id/Player%201/${of.toUpperCase()}`, 'update'],
    ['summoner-v4', (of) => `${of}/lol/summoner/`, 'update'],
    ['league-v4', (of) => `${of}/lol/league/`, 'update'],
    ['match-v5 ids', (of) => `matches/by-puuid/${of}-`, 'update'],
    ['match-v5', (of) => `matches/${of.toUpperCase()}_`, 'update'],
    ['account-v1 by puuid', (of) => `accounts/by-puuid/${of}-`, 'analyse'],
  ])(
    'fail each attempt by name and leave rows as they are when %s answers wrongly',
    async (upstream, matching, job) => {
      if (upstream === 'summoner-v4') await run(() => update(ofFaults));
      if (upstream === 'match-v5') await simulator().control({ skipMs: 3_600_000 });
      if (job === 'analyse') await rows('UPDATE player_watch.players SET is_smurf = true, is_analyzed = true');
      const before = await snapshot();
      // A time-out is the same for all, and takes its time.
      const faults = FAULTS.filter(([kind]) => kind !== 'time-out' || upstream === 'league-v4');
      for (const [kind, of] of faults)
        await simulator().control({ misbehave: { kind, matching: matching(of), times: 'always' } });
      const { ended } = await run(async () => {
        const { jobs } = platform();
        for (const [, of] of faults) {
          if (job === 'update') await update([of]);
          else await jobs.enqueue(analysePlayers, { platforms: [of], ban_check_interval_hours: 0 });
        }
      });
      const table = ended
        .filter(({ state }) => state === 'dead')
        .map(({ error, attempt }) => `${messageOf(error).split(' ')[0]} ${errorCode(error)} ${attempt}`);
      expect(table.toSorted()).toEqual(faults.map(([, , code, attempts]) => `Riot ${code} ${attempts}`).toSorted());
      expect(await snapshot()).toEqual(before);
    },
    60_000,
  );

  it.each<[Kind]>([['rate-limited'], ['unavailable']])(
    'wait after %s as long as they are asked to, without spending an attempt',
    async (kind) => {
      const started = Date.now();
      await simulator().control({ misbehave: { kind, matching: 'euw1/lol/league', retryAfterSeconds: 1 } });
      const { ended } = await run(() => update(['euw1']));
      expect(Date.now() - started).toBeGreaterThanOrEqual(950);
      expect(ended).toMatchObject([{ state: 'succeeded', attempt: 1 }]);
    },
  );

  it('never ask for more than the limits that were stated', async () => {
    const { requests } = await simulator().state();
    // Far more than a development key may ask for in the time: so the stated limits hold in their place.
    expect(requests.length).toBeGreaterThan(200);
    expect(requests.filter(({ status }) => status === 429)).toHaveLength(1);
  });
});

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
