import { Inject, Injectable } from '@nestjs/common';
import type { ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { syncGame } from '../contracts/sync-game.js';
import { SyncGames } from '../syncing/sync-games.js';

type Input = ParsedOf<(typeof syncGame)['input']>;

@Injectable()
@Handles(syncGame)
export class SyncGame implements JobHandler<typeof syncGame> {
  constructor(@Inject(SyncGames) private readonly games: SyncGames) {}

  async run({ gameId, ...options }: Input, job: JobContext) {
    const [stale] = await this.games.stale([gameId], options, job);
    if (stale === undefined) return { gameId, outcome: 'fresh' as const };
    const { unreadable, missing, stored } = await this.games.fetch([gameId], options, job);
    const invalid = unreadable.get(gameId);
    if (invalid) throw invalid;
    if (missing > 0) return { gameId, outcome: 'missing' as const };
    return { gameId, outcome: stored > 0 ? ('stored' as const) : ('unchanged' as const) };
  }
}
