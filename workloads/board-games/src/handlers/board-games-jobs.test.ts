import { beforeEach, describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import type { RowImporter } from '@kickoff/nest';
import { bulkSync, syncGame, warmCache } from '../contracts/index.js';
import { GamesController } from '../routes/games-controller.js';
import { ListsController } from '../routes/lists-controller.js';
import type { ControlOrder } from '../simulator/board-games-simulator.js';
import { boardGamesForTest } from '../testing/board-games-for-test.js';
import { simulatorForTest } from '../testing/simulator-for-test.js';
import manifest from '../worker.js';

describe('jobs of board-games', () => {
  const simulator = simulatorForTest({ SIMULATOR_BOARD_GAMES: '300' });
  const platform = boardGamesForTest(simulator);
  beforeEach(() => simulator().control({ behave: true }));

  const targets = async () => (await simulator().state()).requests.map(({ target }) => decodeURIComponent(target));
  const rows = <Row>(sql: string): Promise<Row[]> => platform().dataSource.query(sql);

  /** Runs what is enqueued to its end; what was asked, told and ended meanwhile. */
  async function run(enqueue: () => Promise<unknown>) {
    const { messages, ended, settled } = platform();
    const [asked, told, done] = [(await targets()).length, messages.length, ended.length];
    await enqueue();
    await settled();
    return { asked: (await targets()).slice(asked), told: messages.slice(told), ended: ended.slice(done) };
  }

  it('store a game, tell its channel, and serve what they told', async () => {
    const { jobs, get } = platform();
    const { asked, told } = await run(() => jobs.enqueue(syncGame, { gameId: '13' }));
    expect(asked).toEqual(['/thing?id=13&stats=1']);
    expect(told).toMatchObject([{ channel: 'board-games/games/13', type: 'game.added', data: { revision: 1 } }]);
    expect(await get(GamesController).game('13')).toMatchObject(told[0]!.document as object);
    const [{ names, links, ranks }] = (await rows<{ names: number; links: number; ranks: number }>(
      `SELECT (SELECT count(*)::integer FROM board_games.game_names WHERE game_id = '13') AS names,
         (SELECT count(*)::integer FROM board_games.game_links WHERE game_id = '13') AS links,
         (SELECT count(*)::integer FROM board_games.game_ranks WHERE game_id = '13') AS ranks`,
    )) as [{ names: number; links: number; ranks: number }];
    expect({ names, links, ranks }).toEqual({ names: 2, links: 3, ranks: 1 });
  });

  it('ask for a fresh game only when forced, and tell what changed', async () => {
    const { jobs } = platform();
    expect((await run(() => jobs.enqueue(syncGame, { gameId: '13' }))).asked).toEqual([]);
    await simulator().control({ skipMs: 120_000 });
    const { asked, told } = await run(() => jobs.enqueue(syncGame, { gameId: '13', forceUpdate: true }));
    expect(asked).toHaveLength(1);
    expect(told).toMatchObject([{ type: 'game.changed', data: { revision: 2 } }]);
  });

  it('complete a game that was imported, which is never fresh', async () => {
    const { jobs, dataSource, get } = platform();
    const importer = manifest.importers?.['games'] as RowImporter;
    const importing = async () => {
      const row = importer.row.parse({ id: '33', name: 'As the old system wrote it', year: '' });
      await importer.store([row], dataSource.manager);
    };
    await importing();
    const { asked, told } = await run(() => jobs.enqueue(syncGame, { gameId: '33' }));
    expect(asked).toEqual(['/thing?id=33&stats=1']);
    expect(told).toMatchObject([{ type: 'game.added', data: { revision: 1 } }]);
    await importing();
    expect(await get(GamesController).game('33')).toMatchObject(told[0]!.document as object);
  });

  it('leave statistics as they are without details', async () => {
    const { jobs, get } = platform();
    const before = await get(GamesController).game('13');
    const forced = { gameId: '13', forceUpdate: true, includeDetails: false };
    expect((await run(() => jobs.enqueue(syncGame, forced))).asked).toEqual(['/thing?id=13']);
    expect((await get(GamesController).game('13')).statistics).toEqual(before.statistics);
    const { asked } = await run(() => jobs.enqueue(syncGame, { gameId: '14', includeDetails: false }));
    expect(asked).toEqual(['/thing?id=14']);
    // What was fetched without details is not fresh for whoever wants them.
    expect((await run(() => jobs.enqueue(syncGame, { gameId: '14' }))).asked).toEqual(['/thing?id=14&stats=1']);
  });

  it('join the ids of a batch, skip what is fresh, and remember what is not there', async () => {
    const { jobs } = platform();
    const input = { gameIds: ['13', '21', '22', '23', '999', '21'], batchSize: 2, delayBetweenBatches: 0 };
    const { asked, told } = await run(() => jobs.enqueue(bulkSync, input));
    expect(asked).toEqual(['/thing?id=21,22&stats=1', '/thing?id=23,999&stats=1']);
    expect(told.map(({ channel }) => channel)).toEqual(['21', '22', '23'].map((id) => `board-games/games/${id}`));
    expect((await run(() => jobs.enqueue(bulkSync, input))).asked).toEqual([]);
  });

  it('go on where a forced bulk ended that failed half-way', async () => {
    const { jobs } = platform();
    await simulator().control({ misbehave: { kind: 'server-error', matching: 'id=33' } });
    const gameIds = ['31', '32', '33', '34'];
    const input = { gameIds, batchSize: 2, delayBetweenBatches: 0, forceUpdate: true };
    const { asked, ended } = await run(() => jobs.enqueue(bulkSync, input));
    expect(asked).toEqual(['/thing?id=31,32&stats=1', '/thing?id=33,34&stats=1', '/thing?id=33,34&stats=1']);
    expect(ended.at(-1)).toMatchObject({ state: 'succeeded', attempt: 2 });
  });

  it('give a game that cannot be read a job of its own, and store the others', async () => {
    const { jobs } = platform();
    await simulator().control({ misbehave: { kind: 'broken-game', matching: 'id=41', times: 'always' } });
    // A request each: a batch may hold nothing that can be read.
    const gameIds = ['41', '42'];
    const { ended } = await run(() => jobs.enqueue(bulkSync, { gameIds, batchSize: 1, delayBetweenBatches: 0 }));
    const dead = ended.find(({ state }) => state === 'dead');
    expect(dead).toMatchObject({ type: 'board-games.sync-game', attempt: 4 });
    expect(errorCode(dead!.error)).toBe('UPSTREAM_SCHEMA_INVALID');
    expect(await rows("SELECT id FROM board_games.games WHERE id IN ('41', '42')")).toEqual([{ id: '42' }]);
  }, 30_000);

  it('warm the hot list, popular games and searches, and then find them fresh', async () => {
    const { jobs, get } = platform();
    const input = { limit: 30, gameIds: ['51'], searchQueries: ['Silent  HARBOUR'] };
    const { asked, told } = await run(() => jobs.enqueue(warmCache, input));
    expect(asked.filter((target) => target.startsWith('/thing'))).toHaveLength(2);
    expect(asked).toContain('/search?query=silent+harbour&type=boardgame');
    expect(told).toContainEqual(expect.objectContaining({ channel: 'board-games/hot', type: 'hot.changed' }));
    expect((await run(() => jobs.enqueue(warmCache, input))).asked).toEqual([]);
    expect(await get(ListsController).search('silent harbour')).toMatchObject({ fresh: true });
    expect((await get(ListsController).hot()).games).toHaveLength(50);
    await expect(get(ListsController).search('unknown')).rejects.toThrow('board-games.warm-cache');
  });

  it.each<[NonNullable<ControlOrder['misbehave']>['kind']]>([['not-ready'], ['rate-limited'], ['unavailable']])(
    'wait after %s as long as they are asked to, without spending an attempt',
    async (kind) => {
      const { jobs } = platform();
      const started = Date.now();
      await simulator().control({ misbehave: { kind, retryAfterSeconds: 1 } });
      const { asked, ended } = await run(() => jobs.enqueue(syncGame, { gameId: '61', forceUpdate: true }));
      expect(Date.now() - started).toBeGreaterThanOrEqual(950);
      expect(asked).toHaveLength(2);
      expect(ended.at(-1)).toMatchObject({ state: 'succeeded', attempt: 1 });
    },
  );

  it('fail each attempt by name, and leave rows as they are, when the upstream answers wrongly', async () => {
    const { jobs } = platform();
    const faults = [
      ['server-error', 'UPSTREAM_FAILED', 4],
      ['html', 'UPSTREAM_ANSWERED_HTML', 4],
      ['truncated', 'UPSTREAM_NOT_XML', 4],
      ['half-response', 'UPSTREAM_RESPONSE_CUT', 4],
      ['wrong-types', 'UPSTREAM_SCHEMA_INVALID', 4],
      ['renamed-fields', 'UPSTREAM_SCHEMA_INVALID', 4],
      ['refused', 'UPSTREAM_REFUSED', 4],
      ['key-rejected', 'UPSTREAM_KEY_REJECTED', 4],
      ['not-found', 'UPSTREAM_NOT_FOUND', 1],
    ] as const;
    const before = await rows('SELECT * FROM board_games.games ORDER BY id');
    // Side by side, a game each: most take four attempts.
    const { ended } = await run(async () => {
      for (const [index, [kind]] of faults.entries())
        await simulator().control({ misbehave: { kind, matching: `id=${100 + index}&`, times: 'always' } });
      for (const index of faults.keys())
        await jobs.enqueue(syncGame, { gameId: String(100 + index), forceUpdate: true });
    });
    const dead = ended.filter(({ state }) => state === 'dead');
    const by = (error: unknown) => Number(/id=(\d+)/.exec((error as Error).message)![1]) - 100;
    const table = dead.map(({ error, attempt }) => [faults[by(error)]![0], errorCode(error), attempt]);
    expect(new Set(table)).toEqual(new Set(faults));
    expect(table).toHaveLength(faults.length);
    expect(await rows('SELECT * FROM board_games.games ORDER BY id')).toEqual(before);
  }, 60_000);
});
