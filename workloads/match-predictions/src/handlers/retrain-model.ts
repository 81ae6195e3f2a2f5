import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Unrecoverable, type ParsedOf } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { fitModel } from '../contracts/fit-model.js';
import { promoteModel } from '../contracts/promote-model.js';
import { retrainModel } from '../contracts/retrain-model.js';
import { syncSingleLeague } from '../contracts/sync-single-league.js';
import type { League } from '../football-data/league.js';
import { seasonOf, seasonsUpTo, type Season } from '../football-data/season.js';
import { trainingMatch } from '../model/training-match.js';
import type { MatchPredictionsSettings } from '../settings.js';
import { MatchStore } from '../store/match-store.js';
import { syncName, SyncStore } from '../store/sync-store.js';
import { lastMidnight } from '../today.js';
import { packLeague, type TrainingSet } from '../training/training-set.js';

type Input = ParsedOf<(typeof retrainModel)['input']>;

@Injectable()
@Handles(retrainModel)
export class RetrainModel implements JobHandler<typeof retrainModel> {
  constructor(
    @Inject(MatchStore) private readonly matches: MatchStore,
    @Inject(SyncStore) private readonly syncs: SyncStore,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: MatchPredictionsSettings,
  ) {}

  async run({ withoutSync }: Input, job: JobContext<EntityManager>) {
    const current = seasonOf(new Date());
    const seasons = seasonsUpTo(current, this.settings.MATCH_PREDICTIONS_PAST_SEASONS);
    const leagues = this.settings.MATCH_PREDICTIONS_LEAGUES;
    const [today, ever] = await Promise.all([this.syncs.since(lastMidnight()), this.syncs.since(new Date(0))]);
    // Past seasons do not change any more.
    const isThere = (league: League, season: Season) =>
      (season === current ? today : ever).has(syncName(league, season));
    const files = leagues.flatMap((league) => seasons.map((season) => ({ league, season })));
    const missing = withoutSync ? [] : files.filter(({ league, season }) => !isThere(league, season));
    const waitsFor = missing.map(({ league, season }) => syncName(league, season));
    if (waitsFor.length > 0) {
      const flow = await job.transaction((manager) =>
        job
          .in(manager)
          .batch(
            'what the training waits for',
            missing.map((file) => syncSingleLeague.with(file)),
          )
          .then(retrainModel.with({ withoutSync: true }))
          .start(),
      );
      return { flow: flow.id, jobs: waitsFor.length + 1, waitsFor };
    }
    const sets: TrainingSet['leagues'] = [];
    for (const league of leagues) {
      const played = await this.matches.played(league, seasons);
      if (played.length > 0) sets.push(packLeague(league, played.map(trainingMatch)));
    }
    if (sets.length === 0)
      throw new Unrecoverable(
        'there are no results to learn from: sync-all-leagues and sync-historical-data fetch them',
      );
    const flow = await job.transaction((manager) =>
      job
        .in(manager)
        .chain(fitModel.with({ set: { leagues: sets } }), promoteModel.with({}))
        .start(),
    );
    return { flow: flow.id, jobs: 2, waitsFor };
  }
}
