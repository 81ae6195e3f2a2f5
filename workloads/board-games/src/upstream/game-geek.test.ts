import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import { UpstreamSchemaInvalid } from '@kickoff/upstream';
import type { ControlOrder } from '../simulator/board-games-simulator.js';
import { RecordedResponses } from '../simulator/recorded-responses.js';
import { RECORDED_GAMES } from '../testing/recorded-data.js';
import { simulatorForTest } from '../testing/simulator-for-test.js';
import { GameGeek } from './game-geek.js';

const { signal } = new AbortController();

describe('GameGeek', () => {
  const simulator = simulatorForTest();
  let upstream: GameGeek;
  beforeAll(() => {
    upstream = new GameGeek({ address: `${simulator().url}/board-games`, token: 'secret', timeoutMs: 3_000 });
  });
  afterAll(() => upstream.close());

  it('reads several games by one request, with and without details, and leaves out what is not there', async () => {
    const games = await upstream.games(['7', '8', '999999'], true, signal);
    expect([...games.keys()]).toEqual(['7', '8']);
    expect(games.get('7')).toMatchObject({
      name: 'Distant Harbour 7',
      alternateNames: ['Das Spiel Nr. 7'],
      description: 'A game of Distant Harbour 7.\nFor friends & families.',
      year: 1987,
      players: { min: 2, max: 5 },
      designers: [{ id: '7', name: 'Designer 7' }],
      mechanics: [{ id: '2002', name: 'Area Majority' }],
      statistics: { average: 5.07 },
      ranks: [{ name: 'boardgame', rank: 7 }],
    });
    const [plain] = (await upstream.games(['9'], false, signal)).values();
    expect(plain).toMatchObject({ name: 'Iron Harbour 9', statistics: null, ranks: [] });
  });

  it('reads searches and the hot list, also those without entries', async () => {
    expect(await upstream.search('silent harbour', signal)).toContainEqual({
      id: '100',
      type: 'boardgame',
      name: 'Silent Harbour 100',
      year: 1990,
    });
    expect(await upstream.search('there is no such game', signal)).toEqual([]);
    const hot = await upstream.hot(signal);
    expect(hot.map(({ rank }) => rank)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it('puts what cannot be read of one game in its place, and keeps the others', async () => {
    await simulator().control({ misbehave: { kind: 'broken-game' } });
    const games = await upstream.games(['1', '2'], true, signal);
    expect(games.get('1')).toBeInstanceOf(UpstreamSchemaInvalid);
    expect((games.get('1') as Error).message).toContain('item.0.statistics.ratings.average.@value: is no number');
    expect(games.get('2')).toMatchObject({ id: '2' });
  });

  it.each<[NonNullable<ControlOrder['misbehave']>['kind'], string, RegExp]>([
    ['not-ready', 'UPSTREAM_NOT_READY', /being prepared/],
    ['rate-limited', 'UPSTREAM_RATE_LIMITED', /too many requests/],
    ['unavailable', 'UPSTREAM_UNAVAILABLE', /unavailable/],
    ['server-error', 'UPSTREAM_FAILED', /status 500/],
    ['key-rejected', 'UPSTREAM_KEY_REJECTED', /status 401/],
    ['not-found', 'UPSTREAM_NOT_FOUND', /status 404: an HTML page/],
    ['time-out', 'UPSTREAM_TIMED_OUT', /within 3000 ms/],
    ['html', 'UPSTREAM_ANSWERED_HTML', /DOCTYPE html/],
    ['truncated', 'UPSTREAM_NOT_XML', /not XML at line/],
    ['half-response', 'UPSTREAM_RESPONSE_CUT', /half a response/],
    ['renamed-fields', 'UPSTREAM_SCHEMA_INVALID', /item\.0\.name: /],
    ['wrong-types', 'UPSTREAM_SCHEMA_INVALID', /is no number/],
    ['refused', 'UPSTREAM_REFUSED', /Invalid object requested/],
  ])('names what is wrong with %s', async (kind, code, message) => {
    await simulator().control({ misbehave: { kind } });
    const error: unknown = await upstream.games(['1'], true, signal).then(
      (games) => games.get('1'),
      (thrown: unknown) => thrown,
    );
    expect(errorCode(error)).toBe(code);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toMatch(/^BoardGameGeek: GET \/thing\?id=1&stats=1: /);
    expect((error as Error).message).not.toContain('secret');
  });
});

(RECORDED_GAMES.present ? describe : describe.skip)(`recorded responses${RECORDED_GAMES.note}`, () => {
  const simulator = simulatorForTest({ SIMULATOR_BOARD_GAMES_REPLAY: RECORDED_GAMES.folder });
  let upstream: GameGeek;
  beforeAll(() => {
    upstream = new GameGeek({ address: `${simulator().url}/board-games`, token: '', timeoutMs: 5_000 });
  });
  afterAll(() => upstream.close());

  it('read as a person reads them in the files', async () => {
    const ids = new RecordedResponses(RECORDED_GAMES.folder).gameIds;
    expect(ids).toHaveLength(7);
    const games = await upstream.games(ids, true, signal);
    expect([...games.keys()].sort()).toEqual([...ids].sort());
    expect(games.get('31260')).toMatchObject({
      type: 'boardgame',
      name: 'Agricola',
      alternateNames: expect.arrayContaining(['アグリコラ']),
      designers: [{ id: '10', name: 'Uwe Rosenberg' }],
      description: expect.stringMatching(/^Description from BoardgameNews\n\nIn Agricola, you're a farmer/),
    });
    expect(games.get('104163')).toMatchObject({
      type: 'boardgameaccessory',
      name: 'Descent: Journeys in the Dark (second edition) – Conversion Kit',
      year: 2012,
      statistics: { usersRated: 318, average: 8.11775, owned: 2441, averageWeight: 3.3 },
      ranks: [{ type: 'subtype', name: 'boardgameaccessory', rank: 6 }],
    });
    expect((await upstream.search('coup', signal)).map(({ id }) => id)).toEqual(['1653', '2088', '131357']);
    expect(await upstream.search('blablablathisgamewonteverexist', signal)).toEqual([]);
    expect((await upstream.hot(signal)).slice(0, 2)).toMatchObject([
      { rank: 1, id: '174430', name: 'Gloomhaven', year: 2017 },
      { rank: 2, id: '242277' },
    ]);
  });
});
