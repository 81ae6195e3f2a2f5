import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@kickoff/database';
import type { JobContext } from '@kickoff/jobs';
import { UpstreamNotFound } from '@kickoff/upstream';
import type { Platform } from '../player/platform.js';
import { PlayerStore } from '../store/player-store.js';
import { AskRiot } from '../upstream/ask-riot.js';
import { accountByPuuid } from '../upstream/riot-requests.js';
import { forEach, PLAYERS_AT_ONCE } from './for-each.js';
import { TellPlayer } from './tell-player.js';

const HOUR_MS = 3_600_000;

/** Looks whether accounts that were detected are still there. Riot says nothing of bans: it no longer knows a banned account. */
@Injectable()
export class CheckBans {
  constructor(
    @Inject(AskRiot) private readonly riot: AskRiot,
    @Inject(PlayerStore) private readonly players: PlayerStore,
    @Inject(Database) private readonly database: Database,
    @Inject(TellPlayer) private readonly tell: TellPlayer,
  ) {}

  /** Counts the metric `ban_checks_performed`. @throws UpstreamError */
  async check(
    { platforms, most, intervalHours }: { platforms?: readonly Platform[]; most: number; intervalHours: number },
    job: JobContext,
  ): Promise<void> {
    const done = await this.players.banCheckedBy(job.id);
    // By when the job was enqueued: what an earlier run of it looked at is not looked at again.
    const before = new Date(job.enqueuedAt.getTime() - intervalHours * HOUR_MS);
    const due = await this.players.toCheckForBan({ platforms, before, most: Math.max(0, most - done) });
    await forEach(due, { job, atOnce: PLAYERS_AT_ONCE }, async ({ puuid, platform }) => {
      const isThere = await this.riot.ask(accountByPuuid(platform, puuid), job).then(
        () => true,
        (error: unknown) => {
          if (error instanceof UpstreamNotFound) return false;
          throw error;
        },
      );
      if (isThere) {
        await this.database.transaction((manager) => this.players.noteBanCheck(manager, puuid, job.id));
      } else {
        await this.tell.gone(puuid, job, (manager) => this.players.noteBanCheck(manager, puuid, job.id));
      }
      job.metric('ban_checks_performed', 1);
    });
  }
}
