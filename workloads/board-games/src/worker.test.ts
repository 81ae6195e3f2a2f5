import { describe, expect, it } from '@jest/globals';
import { handledContract, parseSettings } from '@kickoff/nest';
import { bulkSync, warmCache, workload } from './contracts/index.js';
import manifest from './worker.js';

describe('manifest of board-games', () => {
  it('has one handler per contract, in their order', () => {
    const types = manifest.handlers.map((handler) => handledContract(handler)?.type);
    expect(types).toEqual(workload.contracts.map(({ type }) => type));
  });

  it('has four tries of 300 seconds, three jobs at once, two requests a second, and warms the cache at two', () => {
    const settings = parseSettings(manifest.settings, {});
    for (const { attempts, timeoutMs } of workload.contracts) expect([attempts, timeoutMs]).toEqual([4, 300_000]);
    expect(manifest.limits!(settings)).toEqual([
      { name: 'requests', windows: [{ limit: 2, perMs: 1_000, kind: 'sliding' }] },
    ]);
    expect(manifest.schedules!(settings)).toMatchObject([{ name: 'warm-cache', cron: '0 2 * * *', enabled: true }]);
    const off = parseSettings(manifest.settings, { BOARD_GAMES_SCHEDULES: 'off' });
    expect(manifest.schedules!(off)).toMatchObject([{ enabled: false }]);
  });

  it('takes the names and defaults of the jobs that it replaced', () => {
    const names = workload.contracts.flatMap(({ knownAs }) => Object.keys(knownAs));
    expect(names).toEqual(['bgg_bulk_sync', 'bgg_sync', 'cache_warmup']);
    expect(bulkSync.input.parse({ gameIds: ['13'] })).toMatchObject({ batchSize: 3, delayBetweenBatches: 2_000 });
    expect(warmCache.input.parse({})).toMatchObject({ limit: 50, popularGames: true });
  });
});
