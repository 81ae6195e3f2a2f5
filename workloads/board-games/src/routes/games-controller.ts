import { BadRequestException, Controller, Get, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import { GameId } from '../contracts/game-id.js';
import type { GameDocument } from '../game/game-document.js';
import { GameStore } from '../store/game-store.js';

type ServedGame = GameDocument & { syncedAt: Date };

const MOST_GAMES = 100;

/** Stored games. Public. */
@Controller('games')
export class GamesController {
  constructor(@Inject(GameStore) private readonly games: GameStore) {}

  /** The games of `?ids=13,9209` that are stored, or else the best ranked ones, at most 100. */
  @Get()
  async list(@Query('ids') ids?: string): Promise<{ games: ServedGame[] }> {
    const wanted = ids ? ids.split(',').map(gameId) : await this.games.bestRanked(MOST_GAMES);
    if (wanted.length > MOST_GAMES) throw new BadRequestException(`ids must be at most ${MOST_GAMES}`);
    return { games: await this.games.documents(wanted) };
  }

  @Get(':id')
  async game(@Param('id') id: string): Promise<ServedGame> {
    const [game] = await this.games.documents([gameId(id)]);
    if (!game) throw new NotFoundException(`game ${id} is not stored: enqueue board-games.sync-game for it`);
    return game;
  }
}

function gameId(text: string): string {
  const id = GameId.safeParse(text);
  if (!id.success) throw new BadRequestException(`an id ${id.error.issues[0]!.message}`);
  return id.data;
}
