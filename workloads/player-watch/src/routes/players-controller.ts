import { BadRequestException, Controller, Get, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { RequiresRole } from '@kickoff/nest';
import { Platform } from '../player/platform.js';
import type { PlayerDocument } from '../player/player-document.js';
import { DetectionStore, type StoredDetection } from '../store/detection-store.js';
import { HistoryStore } from '../store/history-store.js';
import { PlayerStore } from '../store/player-store.js';

const MOST = 100;

/** Players and what was found out about them, for those with a key. */
@Controller()
@RequiresRole('viewer')
export class PlayersController {
  constructor(
    @Inject(PlayerStore) private readonly players: PlayerStore,
    @Inject(DetectionStore) private readonly detectionStore: DetectionStore,
    @Inject(HistoryStore) private readonly historyStore: HistoryStore,
  ) {}

  /** At most 100, of `?platform=` or of all: tracked ones first, then those that were met last. */
  @Get('players')
  async list(@Query('platform') platform?: string): Promise<{ players: PlayerDocument[] }> {
    const of = Platform.optional().safeParse(platform);
    if (!of.success) throw new BadRequestException(`platform must be one of ${Platform.options.join(', ')}`);
    return { players: await this.players.list({ platform: of.data, most: MOST }) };
  }

  @Get('players/:id')
  async player(@Param('id') id: string): Promise<PlayerDocument> {
    return (await this.known(id)).document;
  }

  /** The latest 100 each of its matches, ranks, rank changes and detections. */
  @Get('players/:id/history')
  async history(@Param('id') id: string): Promise<object> {
    const { puuid } = await this.known(id);
    const [matches, ranks, rankChanges, detections] = await Promise.all([
      this.historyStore.matches(puuid, MOST),
      this.historyStore.ranks(puuid, MOST),
      this.historyStore.rankChanges(puuid, MOST),
      this.detectionStore.ofPlayer(puuid, MOST),
    ]);
    return { matches, ranks, rankChanges, detections };
  }

  /** The latest 100 analyses that reached their threshold, or `?all=true` of all. */
  @Get('detections')
  async detections(@Query('all') all?: string): Promise<{ detections: StoredDetection[] }> {
    return { detections: await this.detectionStore.list({ smurfsOnly: all !== 'true', most: MOST }) };
  }

  private async known(id: string) {
    if (!z.uuid().safeParse(id).success) throw new BadRequestException('an id of a player is a UUID');
    const player = await this.players.byId(id);
    if (!player) throw new NotFoundException(`no player ${id} is known`);
    return player;
  }
}
