import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { durationMs, type Duration } from '@kickoff/contracts';
import type { JobContext } from '@kickoff/jobs';
import { WORKLOAD_SETTINGS } from '@kickoff/nest';
import { askForJob } from '@kickoff/upstream';
import { Database } from '@kickoff/database';
import type { FoundGame, HotGame } from '../game/game-document.js';
import { HOT_CHANNEL, HOT_MESSAGE } from '../game/game-message.js';
import { REQUEST_LIMIT } from '../limits.js';
import type { BoardGamesSettings } from '../settings.js';
import { HOT_LIST, ListStore, searchList, type CachedList } from '../store/list-store.js';
import { GameGeek } from '../upstream/game-geek.js';

/** Keeps the hot list and the answers to searches fresh. */
@Injectable()
export class SyncLists {
  constructor(
    @Inject(GameGeek) private readonly upstream: GameGeek,
    @Inject(ListStore) private readonly lists: ListStore,
    @Inject(Database) private readonly database: Database,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: BoardGamesSettings,
  ) {}

  /** The hot list, from the cache while it is fresh. Tells everyone who watches it when it has changed. */
  async hot(job: JobContext): Promise<HotGame[]> {
    const cached = await this.lists.read<HotGame>(HOT_LIST);
    if (this.isHit(cached, this.settings.BOARD_GAMES_HOT_FRESH_FOR, job)) return cached!.entries;
    const games = await askForJob(job, REQUEST_LIMIT, (signal) => this.upstream.hot(signal));
    await this.database.transaction(async (manager) => {
      await this.lists.store(manager, HOT_LIST, games);
      if (!isDeepStrictEqual(cached?.entries, games))
        await job.in(manager).broadcast(HOT_CHANNEL, HOT_MESSAGE, { games }, { document: { games } });
    });
    return games;
  }

  /** Has the answer to a search in the cache, fresh; says whether it already was. */
  async search(query: string, job: JobContext): Promise<'fresh' | 'stored'> {
    const cached = await this.lists.read<FoundGame>(searchList(query));
    if (this.isHit(cached, this.settings.BOARD_GAMES_SEARCHES_FRESH_FOR, job)) return 'fresh';
    const found = await askForJob(job, REQUEST_LIMIT, (signal) => this.upstream.search(query, signal));
    await this.database.transaction((manager) => this.lists.store(manager, searchList(query), found));
    return 'stored';
  }

  private isHit(cached: CachedList<unknown> | undefined, freshFor: Duration, job: JobContext): boolean {
    const fresh = isFresh(cached, freshFor);
    job.metric(fresh ? 'cache-hits' : 'cache-misses', 1);
    return fresh;
  }
}

export function isFresh(cached: CachedList<unknown> | undefined, freshFor: Duration): boolean {
  return cached !== undefined && Date.now() - cached.syncedAt.getTime() < durationMs(freshFor);
}
