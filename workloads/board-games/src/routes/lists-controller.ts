import { BadRequestException, Controller, Get, Inject, NotFoundException, Query } from '@nestjs/common';
import type { Duration } from '@kickoff/contracts';
import { WORKLOAD_SETTINGS } from '@kickoff/nest';
import { SearchQuery } from '../contracts/warm-cache.js';
import type { FoundGame, HotGame } from '../game/game-document.js';
import type { BoardGamesSettings } from '../settings.js';
import { HOT_LIST, ListStore, searchList } from '../store/list-store.js';
import { isFresh } from '../syncing/sync-lists.js';

export interface ServedList<Entry> {
  games: Entry[];
  syncedAt: Date;
  /** Whether the workload would ask BoardGameGeek now, were it told to. */
  fresh: boolean;
}

/** Cached lists, also those that are no longer fresh. Public. */
@Controller()
export class ListsController {
  constructor(
    @Inject(ListStore) private readonly lists: ListStore,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: BoardGamesSettings,
  ) {}

  @Get('hot')
  hot(): Promise<ServedList<HotGame>> {
    return this.serve(HOT_LIST, this.settings.BOARD_GAMES_HOT_FRESH_FOR, 'the hot list is not cached');
  }

  /** The games that were found for `?query=`. */
  @Get('searches')
  search(@Query('query') query?: string): Promise<ServedList<FoundGame>> {
    const parsed = SearchQuery.safeParse(query);
    if (!parsed.success) throw new BadRequestException('query must have 1 to 100 characters');
    const freshFor = this.settings.BOARD_GAMES_SEARCHES_FRESH_FOR;
    return this.serve(searchList(parsed.data), freshFor, `no answer to the search "${parsed.data}" is cached`);
  }

  private async serve<Entry>(name: string, freshFor: Duration, absent: string): Promise<ServedList<Entry>> {
    const cached = await this.lists.read<Entry>(name);
    if (!cached) throw new NotFoundException(`${absent}: enqueue board-games.warm-cache for it`);
    return { games: cached.entries, syncedAt: cached.syncedAt, fresh: isFresh(cached, freshFor) };
  }
}
