import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { durationMs } from '@kickoff/contracts';
import type { JobContext } from '@kickoff/jobs';
import { WORKLOAD_SETTINGS } from '@kickoff/nest';
import { askForJob, UpstreamSchemaInvalid } from '@kickoff/upstream';
import { Database } from '@kickoff/database';
import type { SyncCounts } from '../contracts/game-id.js';
import type { Game } from '../game/game-document.js';
import { GAME_MESSAGES, gameChannel } from '../game/game-message.js';
import { REQUEST_LIMIT } from '../limits.js';
import type { BoardGamesSettings } from '../settings.js';
import { GameStore, type StoredGames } from '../store/game-store.js';
import { GameGeek } from '../upstream/game-geek.js';

export interface SyncOptions {
  forceUpdate: boolean;
  includeDetails: boolean;
}

/** What became of one request's games. */
export interface Synced extends SyncCounts {
  /** What cannot be read, by the game's id. */
  unreadable: Map<string, UpstreamSchemaInvalid>;
}

export const NOTHING_SYNCED: SyncCounts = { stored: 0, unchanged: 0, fresh: 0, missing: 0, invalid: 0 };

export function sumOf(a: SyncCounts, b: SyncCounts): SyncCounts {
  return {
    stored: a.stored + b.stored,
    unchanged: a.unchanged + b.unchanged,
    fresh: a.fresh + b.fresh,
    missing: a.missing + b.missing,
    invalid: a.invalid + b.invalid,
  };
}

/** Brings stored games up to date and tells everyone who watches those that changed. */
@Injectable()
export class SyncGames {
  constructor(
    @Inject(GameGeek) private readonly upstream: GameGeek,
    @Inject(GameStore) private readonly games: GameStore,
    @Inject(Database) private readonly database: Database,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: BoardGamesSettings,
  ) {}

  /**
   * Those of the ids that have to be asked for, in their order and each once. Counts the metrics `cache-hits` and
   * `cache-misses`. What a forced job has already fetched, in an earlier attempt, it does not fetch again.
   */
  async stale(ids: readonly string[], options: SyncOptions, job: JobContext): Promise<string[]> {
    const freshSince = options.forceUpdate
      ? job.enqueuedAt
      : new Date(Date.now() - durationMs(this.settings.BOARD_GAMES_GAMES_FRESH_FOR));
    const distinct = [...new Set(ids)];
    const fresh = await this.games.fresh(distinct, freshSince, options.includeDetails);
    job.metric('cache-hits', fresh.size);
    job.metric('cache-misses', distinct.length - fresh.size);
    return distinct.filter((id) => !fresh.has(id));
  }

  /**
   * Fetches at most 20 games by one request, and stores them.
   *
   * @throws UpstreamError
   */
  async fetch(ids: readonly string[], { includeDetails }: SyncOptions, job: JobContext): Promise<Synced> {
    const answered = await askForJob(job, REQUEST_LIMIT, (signal) => this.upstream.games(ids, includeDetails, signal));
    const unreadable = new Map<string, UpstreamSchemaInvalid>();
    const games: Game[] = [];
    for (const [id, game] of answered) {
      if (game instanceof UpstreamSchemaInvalid) unreadable.set(id, game);
      else games.push(game);
    }
    const told = ids.filter((id) => !unreadable.has(id));
    const { added, changed, unchanged } = await this.database.transaction(async (manager) => {
      const stored = await this.games.store(manager, told, games, includeDetails);
      await this.announce(stored, job, manager);
      return stored;
    });
    return {
      stored: added.length + changed.length,
      unchanged,
      fresh: 0,
      missing: told.length - games.length,
      invalid: unreadable.size,
      unreadable,
    };
  }

  private async announce({ added, changed }: StoredGames, job: JobContext, manager: EntityManager): Promise<void> {
    const announced = job.in(manager);
    for (const document of added)
      await announced.broadcast(gameChannel(document.id), GAME_MESSAGES.added, document, { document });
    for (const document of changed)
      await announced.broadcast(gameChannel(document.id), GAME_MESSAGES.changed, document, { document });
  }
}
