import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { monitorRanks } from '../contracts/monitor-ranks.js';
import { PLAYER_MESSAGES } from '../player/player-message.js';
import { divisionsAboveIron } from '../player/rank.js';
import { HistoryStore } from '../store/history-store.js';
import { PlayerStore, type KnownPlayer } from '../store/player-store.js';
import { TrackedStore } from '../store/tracked-store.js';
import { AskRiot } from '../upstream/ask-riot.js';
import type { SoloStanding } from '../upstream/bodies.js';
import { leagueByPuuid } from '../upstream/riot-requests.js';
import { forEach, PLAYERS_AT_ONCE } from '../watching/for-each.js';
import { TellPlayer } from '../watching/tell-player.js';

type Input = ParsedOf<(typeof monitorRanks)['input']>;

@Injectable()
@Handles(monitorRanks)
export class MonitorRanks implements JobHandler<typeof monitorRanks> {
  constructor(
    @Inject(AskRiot) private readonly riot: AskRiot,
    @Inject(TrackedStore) private readonly tracked: TrackedStore,
    @Inject(PlayerStore) private readonly players: PlayerStore,
    @Inject(HistoryStore) private readonly history: HistoryStore,
    @Inject(TellPlayer) private readonly tell: TellPlayer,
  ) {}

  async run({ platforms, rank_threshold: threshold }: Input, job: JobContext) {
    const done = await this.players.rankCheckedBy(job.id);
    const tracked = (await this.tracked.list(platforms)).flatMap(({ puuid, platform }) =>
      puuid !== null && !done.has(puuid) ? [{ puuid, platform }] : [],
    );
    await forEach(tracked, { job, atOnce: PLAYERS_AT_ONCE }, async (player) => {
      const standing = await this.riot.ask(leagueByPuuid(player.platform, player.puuid), job);
      const isTold = await this.compare(player, standing, threshold, job);
      job.metric('players_checked', 1);
      job.metric('rank_changes_detected', isTold ? 1 : 0);
    });
    const changes = await this.history.rankChangesBy(job.id);
    job.annotate('rank_changes', changes);
    return { players_checked: (await this.players.rankCheckedBy(job.id)).size, rank_changes_detected: changes };
  }

  /** Says whether the rank is so far from the one that was told last that it was told. */
  private async compare(
    { puuid }: KnownPlayer,
    standing: SoloStanding,
    threshold: number,
    job: JobContext,
  ): Promise<boolean> {
    let isTold = false;
    await this.tell.change(puuid, job, async (manager) => {
      const from = await this.players.toldRank(manager, puuid);
      const to = standing?.rank;
      const divisions = from && to ? divisionsAboveIron(to) - divisionsAboveIron(from) : 0;
      isTold = Math.abs(divisions) >= threshold;
      await this.players.storeStanding(manager, puuid, { standing });
      // The first rank that is seen is what later ones are compared with.
      await this.players.noteRankCheck(manager, puuid, job.id, isTold || !from ? to : undefined);
      if (!isTold || !from || !to) return undefined;
      const change = {
        from,
        to: { tier: to.tier, division: to.division },
        divisions,
      };
      await this.history.storeRankChange(manager, puuid, change, job.id);
      return { type: PLAYER_MESSAGES.rankChanged, data: change };
    });
    return isTold;
  }
}
