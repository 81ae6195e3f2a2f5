import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { UpstreamNotFound } from '@kickoff/upstream';
import { updateTrackedPlayers } from '../contracts/update-tracked-players.js';
import type { PlayerWatchSettings } from '../settings.js';
import { MatchStore } from '../store/match-store.js';
import { PlayerStore, type KnownPlayer } from '../store/player-store.js';
import { TrackedStore, type TrackedPlayer } from '../store/tracked-store.js';
import { AskRiot } from '../upstream/ask-riot.js';
import { accountByRiotId } from '../upstream/riot-requests.js';
import { FetchMatches } from '../watching/fetch-matches.js';
import { FetchStanding } from '../watching/fetch-standing.js';
import { forEach, PLAYERS_AT_ONCE } from '../watching/for-each.js';
import { TellPlayer } from '../watching/tell-player.js';

type Input = ParsedOf<(typeof updateTrackedPlayers)['input']>;

@Injectable()
@Handles(updateTrackedPlayers)
export class UpdateTrackedPlayers implements JobHandler<typeof updateTrackedPlayers> {
  constructor(
    @Inject(AskRiot) private readonly riot: AskRiot,
    @Inject(TrackedStore) private readonly tracked: TrackedStore,
    @Inject(PlayerStore) private readonly players: PlayerStore,
    @Inject(MatchStore) private readonly matches: MatchStore,
    @Inject(FetchStanding) private readonly standing: FetchStanding,
    @Inject(FetchMatches) private readonly fetchMatches: FetchMatches,
    @Inject(TellPlayer) private readonly tell: TellPlayer,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: PlayerWatchSettings,
  ) {}

  async run({ platforms, max_matches_per_player: count }: Input, job: JobContext) {
    await this.trackThoseOfSettings(job);
    const done = await this.players.updatedBy(job.id);
    await forEach(await this.tracked.list(platforms), { job, atOnce: PLAYERS_AT_ONCE }, async (tracked) => {
      const puuid = tracked.puuid ?? (await this.lookUp(tracked, job));
      if (puuid !== undefined && !done.has(puuid)) await this.update({ puuid, platform: tracked.platform }, count, job);
    });
    return {
      players_updated: (await this.players.updatedBy(job.id)).size,
      new_matches_found: await this.matches.fetchedBy(job.id),
      new_players_discovered: await this.players.discoveredBy(job.id),
    };
  }

  private async trackThoseOfSettings(job: JobContext): Promise<void> {
    const { PLAYER_WATCH_TRACKED: names, PLAYER_WATCH_MAX_TRACKED_PLAYERS: most } = this.settings;
    for (const name of names) {
      if (await this.tracked.track(name, most)) continue;
      job.log.warn(`${name.gameName}#${name.tagLine} of PLAYER_WATCH_TRACKED is not tracked: ${most} others are`);
    }
  }

  private async lookUp(tracked: TrackedPlayer, job: JobContext): Promise<string | undefined> {
    try {
      const account = await this.riot.ask(accountByRiotId(tracked.platform, tracked), job);
      await this.tracked.found(tracked, account);
      return account.puuid;
    } catch (error) {
      if (!(error instanceof UpstreamNotFound)) throw error;
      await this.tracked.noteProblem(tracked.id, 'Riot knows nobody of this name');
      return undefined;
    }
  }

  private async update(player: KnownPlayer, count: number, job: JobContext): Promise<void> {
    const { puuid } = player;
    const standing = await this.standing.fetch(player, job);
    if (!standing) return this.tell.gone(puuid, job, (manager) => this.players.noteUpdated(manager, puuid, job.id));
    const found = await this.fetchMatches.fetch(player, { count, rankedOnly: false, discover: true }, job);
    job.metric('new_matches_found', found.stored);
    job.metric('new_players_discovered', found.discovered);
    await this.tell.update(puuid, job, found.stored > 0, async (manager) => {
      await this.players.storeStanding(manager, puuid, standing);
      await this.players.noteUpdated(manager, puuid, job.id);
      if (found.stored > 0) await this.players.queueForAnalysis(manager, puuid);
    });
    job.metric('players_updated', 1);
  }
}
