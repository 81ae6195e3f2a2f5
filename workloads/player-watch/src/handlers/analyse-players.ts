import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { analysePlayers } from '../contracts/analyse-players.js';
import { judgePlayer } from '../detection/judge-player.js';
import { PLAYER_MESSAGES } from '../player/player-message.js';
import { DetectionStore } from '../store/detection-store.js';
import { PlayerStore, type KnownPlayer } from '../store/player-store.js';
import { CheckBans } from '../watching/check-bans.js';
import { FetchMatches } from '../watching/fetch-matches.js';
import { FetchStanding } from '../watching/fetch-standing.js';
import { forEach, PLAYERS_AT_ONCE } from '../watching/for-each.js';
import { TellPlayer } from '../watching/tell-player.js';

type Input = ParsedOf<(typeof analysePlayers)['input']>;

@Injectable()
@Handles(analysePlayers)
export class AnalysePlayers implements JobHandler<typeof analysePlayers> {
  constructor(
    @Inject(PlayerStore) private readonly players: PlayerStore,
    @Inject(DetectionStore) private readonly detections: DetectionStore,
    @Inject(FetchStanding) private readonly standing: FetchStanding,
    @Inject(FetchMatches) private readonly matches: FetchMatches,
    @Inject(CheckBans) private readonly bans: CheckBans,
    @Inject(TellPlayer) private readonly tell: TellPlayer,
  ) {}

  async run(input: Input, job: JobContext) {
    const { platforms, max_players: most } = input;
    const { analyzed } = await this.detections.countsOf(job.id);
    // Those judged before this run had to wait are no longer among those that wait.
    const waiting = await this.players.waiting({ platforms, most: Math.max(0, most - analyzed) });
    await forEach(waiting, { job, atOnce: PLAYERS_AT_ONCE }, (player) => this.analyse(player, input, job));
    await this.bans.check(
      { platforms, most: input.max_ban_checks, intervalHours: input.ban_check_interval_hours },
      job,
    );
    const counts = await this.detections.countsOf(job.id);
    return {
      players_analyzed: counts.analyzed,
      smurfs_detected: counts.smurfs,
      ban_checks_performed: await this.players.banCheckedBy(job.id),
    };
  }

  private async analyse(player: KnownPlayer, input: Input, job: JobContext): Promise<void> {
    const { puuid } = player;
    const standing = await this.standing.fetch(player, job);
    if (!standing) return this.tell.gone(puuid, job);
    // Whom it meets here is not analysed: that would have no end.
    await this.matches.fetch(player, { count: input.max_matches_per_player, rankedOnly: true, discover: false }, job);
    let isSmurf = false;
    await this.tell.change(puuid, job, async (manager) => {
      await this.players.storeStanding(manager, puuid, standing);
      const sample = await this.detections.sample(manager, puuid);
      isSmurf = await this.detections.store(manager, puuid, {
        ...judgePlayer(sample),
        threshold: input.detection_threshold,
        games: sample.games.length,
        jobId: job.id,
      });
      return { type: PLAYER_MESSAGES.analysed };
    });
    job.metric('players_analyzed', 1);
    job.metric('smurfs_detected', isSmurf ? 1 : 0);
  }
}
