import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { MOST_IDS_AT_ONCE } from '../contracts/game-id.js';
import { warmCache } from '../contracts/warm-cache.js';
import { GameStore } from '../store/game-store.js';
import { SyncBatches } from '../syncing/sync-batches.js';
import { SyncLists } from '../syncing/sync-lists.js';

type Input = ParsedOf<(typeof warmCache)['input']>;

/** The limit of requests paces it; games that are fresh need no second look. */
const BATCHES = { batchSize: MOST_IDS_AT_ONCE, delayMs: 0, forceUpdate: false, includeDetails: true } as const;

@Injectable()
@Handles(warmCache)
export class WarmCache implements JobHandler<typeof warmCache> {
  constructor(
    @Inject(SyncLists) private readonly lists: SyncLists,
    @Inject(SyncBatches) private readonly batches: SyncBatches,
    @Inject(GameStore) private readonly games: GameStore,
  ) {}

  async run({ popularGames, limit, gameIds, searchQueries }: Input, job: JobContext) {
    const searches = { stored: 0, fresh: 0 };
    for (const query of searchQueries) searches[await this.lists.search(query, job)] += 1;
    const popular = popularGames ? await this.popular(limit, job) : [];
    return { games: await this.batches.sync([...gameIds, ...popular], BATCHES, job), searches };
  }

  private async popular(limit: number, job: JobContext): Promise<string[]> {
    const hot = await this.lists.hot(job);
    const ids = [...hot.map(({ id }) => id), ...(await this.games.bestRanked(limit))];
    return [...new Set(ids)].slice(0, limit);
  }
}
