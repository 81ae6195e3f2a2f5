import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';
import type { JobContext } from '@kickoff/jobs';
import type { PlayerDocument } from '../player/player-document.js';
import { PLAYER_MESSAGES, playerChannel } from '../player/player-message.js';
import { PlayerStore } from '../store/player-store.js';

/** Changes what is stored of a player and tells its channel, both or neither. */
@Injectable()
export class TellPlayer {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlayerStore) private readonly players: PlayerStore,
  ) {}

  /**
   * @param change says what the message is, with data other than the player's document if need be; undefined tells nothing
   */
  change(
    puuid: string,
    job: JobContext,
    change: (manager: EntityManager) => Promise<{ type: string; data?: unknown } | undefined>,
  ): Promise<void> {
    return this.database.transaction(async (manager) => {
      const told = await change(manager);
      if (told) await this.tell(puuid, job, manager, told);
    });
  }

  /** Tells `player.updated` when the change has changed the document, or `always`. */
  update(
    puuid: string,
    job: JobContext,
    always: boolean,
    change: (manager: EntityManager) => Promise<void>,
  ): Promise<void> {
    return this.change(puuid, job, async (manager) => {
      const before: PlayerDocument | undefined = await this.players.document(puuid, manager);
      await change(manager);
      const after = await this.players.document(puuid, manager);
      return always || !isDeepStrictEqual(before, after) ? { type: PLAYER_MESSAGES.updated } : undefined;
    });
  }

  /** Riot no longer knows the account. */
  gone(puuid: string, job: JobContext, also?: (manager: EntityManager) => Promise<void>): Promise<void> {
    return this.change(puuid, job, async (manager) => {
      await also?.(manager);
      return (await this.players.noteGone(manager, puuid)) ? { type: PLAYER_MESSAGES.gone } : undefined;
    });
  }

  private async tell(
    puuid: string,
    job: JobContext,
    manager: EntityManager,
    { type, data }: { type: string; data?: unknown },
  ): Promise<void> {
    const document = await this.players.document(puuid, manager);
    if (document) await job.in(manager).broadcast(playerChannel(document), type, data ?? document, { document });
  }
}
