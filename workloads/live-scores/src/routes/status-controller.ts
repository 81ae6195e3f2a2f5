import { Controller, Get, Inject } from '@nestjs/common';
import { WORKLOAD_SETTINGS } from '@kickoff/nest';
import type { QuotaState } from '../quota/quota-state.js';
import { QuotaStore } from '../quota/quota-store.js';
import type { LiveScoresSettings } from '../settings.js';
import { MatchReader } from '../store/match-reader.js';

export interface LiveScoresStatus {
  /** Why nothing is fetched at the moment, e.g. `quota used up until 00:00 UTC`; null while all is well. */
  notice: string | null;
  /** As on channel `live-scores/quota`. */
  quota: QuotaState;
  /** Sports that are polled, with their matches in play. */
  sports: { sport: string; live: number }[];
}

/** Whether live scores are being fetched. Public. */
@Controller('status')
export class StatusController {
  constructor(
    @Inject(QuotaStore) private readonly quotas: QuotaStore,
    @Inject(MatchReader) private readonly matches: MatchReader,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: LiveScoresSettings,
  ) {}

  @Get()
  async status(): Promise<LiveScoresStatus> {
    const [quota, counts] = await Promise.all([this.quotas.read(), this.matches.liveCounts()]);
    const sports = this.settings.LIVE_SCORES_SPORTS.map((sport) => ({ sport, live: counts.get(sport) ?? 0 }));
    return { notice: quota.notice, quota, sports };
  }
}
