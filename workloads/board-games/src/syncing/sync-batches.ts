import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { JobContext } from '@kickoff/jobs';
import type { SyncCounts } from '../contracts/game-id.js';
import { syncGame } from '../contracts/sync-game.js';
import { NOTHING_SYNCED, sumOf, SyncGames, type SyncOptions } from './sync-games.js';

export interface BatchOptions extends SyncOptions {
  batchSize: number;
  delayMs: number;
}

/** How long one run goes on before it lets the job go on in another: well within the contract's time-out. */
const RUN_MS = 200_000;

/** Many games, a request for each batch. Goes on where an earlier run ended, because what that one stored is fresh. */
@Injectable()
export class SyncBatches {
  constructor(@Inject(SyncGames) private readonly games: SyncGames) {}

  async sync(
    ids: readonly string[],
    { batchSize, delayMs, ...options }: BatchOptions,
    job: JobContext,
  ): Promise<SyncCounts> {
    const total = new Set(ids).size;
    const stale = await this.games.stale(ids, options, job);
    const started = performance.now();
    let counts: SyncCounts = { ...NOTHING_SYNCED, fresh: total - stale.length };
    const progress = (asked: number) => {
      const done = counts.fresh + asked;
      job.progress(done / total, `${done} of ${total} games`);
    };
    if (total > 0) progress(0);
    for (let asked = 0; asked < stale.length; asked += batchSize) {
      if (asked > 0) {
        if (performance.now() - started > RUN_MS)
          job.defer(`${delayMs}ms`, `goes on after ${counts.fresh + asked} of ${total} games`);
        await sleep(delayMs, undefined, { signal: job.signal });
      }
      const batch = stale.slice(asked, asked + batchSize);
      const synced = await this.games.fetch(batch, options, job);
      // Each fails by its own name, and keeps no other from going through.
      for (const gameId of synced.unreadable.keys()) await job.enqueue(syncGame, { gameId, ...options });
      counts = sumOf(counts, synced);
      progress(asked + batch.length);
    }
    return counts;
  }
}
