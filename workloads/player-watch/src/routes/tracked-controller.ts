import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';
import { z } from 'zod';
import { RequiresRole, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { TrackedName } from '../player/riot-id.js';
import type { PlayerWatchSettings } from '../settings.js';
import { TrackedStore, type TrackedPlayer } from '../store/tracked-store.js';

/** Who is tracked. Watching people is for those with a key. */
@Controller('tracked')
export class TrackedController {
  constructor(
    @Inject(TrackedStore) private readonly tracked: TrackedStore,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: PlayerWatchSettings,
  ) {}

  @Get()
  @RequiresRole('viewer')
  async list(): Promise<{ tracked: TrackedPlayer[] }> {
    return { tracked: await this.tracked.list() };
  }

  /** Tracks `{ platform, gameName, tagLine }`; it is looked up by the next `update-tracked-players`. 409 when as many are tracked as may be. */
  @Post()
  @HttpCode(200)
  @RequiresRole('operator')
  async track(@Body() body: unknown): Promise<TrackedPlayer> {
    const name = TrackedName.safeParse(body);
    if (!name.success) throw new BadRequestException(z.prettifyError(name.error));
    const most = this.settings.PLAYER_WATCH_MAX_TRACKED_PLAYERS;
    const tracked = await this.tracked.track(name.data, most);
    if (!tracked) throw new ConflictException(`${most} players are tracked, which is the most: untrack one first`);
    return tracked;
  }

  /** Untracks it; what is stored of the player stays. */
  @Delete(':id')
  @HttpCode(204)
  @RequiresRole('operator')
  async untrack(@Param('id') id: string): Promise<void> {
    if (!z.uuid().safeParse(id).success) throw new BadRequestException('an id of a tracked player is a UUID');
    if (!(await this.tracked.untrack(id))) throw new NotFoundException(`nobody is tracked as ${id}`);
  }
}
