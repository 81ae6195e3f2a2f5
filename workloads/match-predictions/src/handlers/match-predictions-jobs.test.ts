import { beforeEach, describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import {
  calculateModelMetrics,
  cleanUpOldData,
  generatePredictionForMatch,
  generatePredictions,
  healthCheck,
  promoteModel,
  retrainModel,
  rollBackModel,
  syncAllLeagues,
  syncFixtures,
  syncHistoricalData,
  syncSingleLeague,
  updateRecentResults,
  validatePredictions,
  type ModelVersion,
  type PredictionMetrics,
  type UpcomingPrediction,
} from '../contracts/index.js';
import { seasonFrom, seasonOf, seasonStart } from '../football-data/season.js';
import { FEATURES } from '../model/league-snapshot.js';
import type { Weights } from '../model/train.js';
import { PredictionsController } from '../routes/predictions-controller.js';
import { matchPredictionsForTest } from '../testing/match-predictions-for-test.js';
import { RECORDED_SEASONS } from '../testing/recorded-data.js';
import { simulatorForTest } from '../testing/simulator-for-test.js';

const CURRENT = seasonOf(new Date());
const NEXT = seasonFrom(seasonStart(CURRENT) + 1);
const LAST = seasonFrom(seasonStart(CURRENT) - 1);
const WEEK_MS = 7 * 86_400_000;

describe('jobs of match-predictions', () => {
  const simulator = simulatorForTest();
  const platform = matchPredictionsForTest(simulator);
  beforeEach(() => simulator().control({ behave: true }));

  const rows = <Row>(sql: string): Promise<Row[]> => platform().dataSource.query(sql);
  const matches = () => rows<{ id: number }>('SELECT * FROM match_predictions.matches ORDER BY id');
  const models = async () => (await platform().get(PredictionsController).models()).models;

  /** Runs what is enqueued to its end: which files were asked for, what was told, and how jobs ended. */
  async function run(enqueue: () => Promise<unknown>) {
    const { messages, ended, settled } = platform();
    const [asked, told, done] = [(await simulator().state()).requests.length, messages.length, ended.length];
    await enqueue();
    await settled();
    const requests = (await simulator().state()).requests.slice(asked);
    return { asked: [...new Set(requests)].toSorted(), told: messages.slice(told), ended: ended.slice(done) };
  }

  it('say what is missing, before anything was fetched', async () => {
    const { jobs } = platform();
    expect(await jobs.run(healthCheck, {})).toEqual({
      status: 'stale',
      problems: ['nothing was ever fetched', 'there is no model'],
      matches: 0,
      lastSync: null,
      modelVersion: null,
      upcomingPredictions: 0,
    });
    expect(await jobs.run(generatePredictions, {})).toEqual({ predicted: 0, unchanged: 0, modelVersion: null });
  });

  it('fetch past seasons, the current one and the fixtures, and change nothing the second time', async () => {
    const { jobs } = platform();
    const { asked } = await run(() => jobs.enqueue(syncHistoricalData, { seasons: 2 }));
    expect(asked).toHaveLength(4);
    const sync = await run(() => jobs.enqueue(syncAllLeagues, {}));
    expect(sync.asked).toEqual(['/fixtures.csv', `/mmz4281/${CURRENT}/D1.csv`, `/mmz4281/${CURRENT}/E0.csv`]);
    const before = await matches();
    expect(before.length).toBeGreaterThan(2 * (306 + 380));
    await run(() => jobs.enqueue(syncAllLeagues, {}));
    expect(await jobs.run(syncSingleLeague, { league: 'E0', season: LAST })).toMatchObject({
      added: 0,
      unchanged: 380,
      published: true,
    });
    expect(await matches()).toEqual(before);
  });

  it('take a season whose file is not there yet as not published, and one that was as an error', async () => {
    const { jobs } = platform();
    expect(await jobs.run(syncSingleLeague, { league: 'E0', season: NEXT })).toMatchObject({ published: false });
    await simulator().control({ misbehave: { kind: 'not-found', matching: 'E0.csv', times: 'always' } });
    for (const season of [CURRENT, LAST]) {
      const { ended } = await run(() => jobs.enqueue(syncSingleLeague, { league: 'E0', season }));
      expect(ended.map(({ state, attempt, error }) => [state, attempt, errorCode(error)])).toEqual([
        ['dead', 1, 'UPSTREAM_NOT_FOUND'],
      ]);
    }
  });

  it('fetch what is missing before they train, and then predict', async () => {
    const { jobs, get } = platform();
    // Today's file of one league, and a past season that a new installation has never had.
    await rows(`DELETE FROM match_predictions.syncs WHERE name IN ('D1/${CURRENT}', 'E0/${LAST}')`);
    const { asked, told, ended } = await run(() => jobs.enqueue(retrainModel, {}));
    expect(asked.toSorted()).toEqual([`/mmz4281/${LAST}/E0.csv`, `/mmz4281/${CURRENT}/D1.csv`]);
    const succeeded = ended.filter(({ state }) => state === 'succeeded');
    expect(succeeded.map(({ type }) => type.split('.')[1])).toEqual([
      'retrain-model',
      'sync-single-league',
      'sync-single-league',
      'retrain-model',
      'fit-model',
      'promote-model',
      'generate-predictions',
    ]);
    const [model] = await models();
    expect(model).toMatchObject({ version: 1, state: 'champion', validation: { champion: null } });
    expect(model!.trainedOn).toBeGreaterThan(400);
    expect(told[0]).toMatchObject({ channel: 'match-predictions/models', type: 'model.promoted', document: model });
    const upcoming = told.filter(({ channel }) => channel.startsWith('match-predictions/upcoming/'));
    expect(upcoming.map(({ channel }) => channel)).toEqual(
      ['D1', 'E0'].map((id) => `match-predictions/upcoming/${id}`),
    );
    const { predictions } = await get(PredictionsController).upcoming(undefined, 'E0');
    expect(upcoming[1]!.document).toEqual(predictions);
  });

  it('store what a prediction was made from, and explain it', async () => {
    const { jobs, get } = platform();
    // Between seasons there is nothing to predict.
    const { predictions } = await get(PredictionsController).upcoming();
    for (const { matchId, probabilities, blend, market, explanation, home, away } of predictions.slice(0, 3)) {
      for (const three of [probabilities, blend!, market!])
        expect(three.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1);
      expect(explanation).toContain('Likeliest is');
      const [stored] = await rows<{ model_version: number; inputs: { features: object; ratedUntil: string } }>(
        `SELECT model_version, inputs FROM match_predictions.predictions WHERE match_id = ${matchId}`,
      );
      expect(stored!.model_version).toBe(1);
      expect(Object.keys(stored!.inputs.features).toSorted()).toEqual(FEATURES.toSorted());
      expect(await jobs.run(generatePredictionForMatch, { matchId })).toMatchObject({ home, away, probabilities });
    }
    expect(await jobs.run(generatePredictions, {})).toMatchObject({ predicted: 0, unchanged: predictions.length });
    expect(await jobs.run(healthCheck, {})).toMatchObject({ status: 'ok', problems: [], modelVersion: 1 });
  });

  it('refuse to predict what is no match to come', async () => {
    const { jobs } = platform();
    const { ended } = await run(() => jobs.enqueue(generatePredictionForMatch, { matchId: 999_999 }));
    expect(ended).toMatchObject([{ state: 'dead', attempt: 1 }]);
  });

  it('use a model that is no worse, and go back to a former one', async () => {
    const { jobs } = platform();
    await run(() => jobs.enqueue(retrainModel, {}));
    expect((await models()).map(({ version, state }) => [version, state])).toEqual([
      [2, 'champion'],
      [1, 'former'],
    ]);
    const { told } = await run(() => jobs.enqueue(rollBackModel, {}));
    expect(told[0]).toMatchObject({ type: 'model.rolled-back', data: { version: 1, state: 'champion' } });
    expect((await models()).map(({ version, state }) => [version, state])).toEqual([
      [2, 'rolled-back'],
      [1, 'champion'],
    ]);
    const { ended } = await run(() => jobs.enqueue(rollBackModel, {}));
    expect(ended).toMatchObject([{ state: 'dead', attempt: 1 }]);
  });

  it('reject a challenger that is worse', async () => {
    const { jobs } = platform();
    const [champion] = await rows<{ weights: Weights }>(
      "SELECT weights FROM match_predictions.model_versions WHERE state = 'champion'",
    );
    const { base } = champion!.weights;
    // It takes home for away, and the matches are such as home wins.
    const worse = { ...champion!.weights, base: { ...base, home: base.away, away: base.home } };
    const forHome = base.means.map(
      (mean, index) => mean + base.deviations[index]! * (base.home[index + 1]! - base.away[index + 1]!),
    );
    const [challenger]: { version: number }[] = await platform().dataSource.query(
      `INSERT INTO match_predictions.model_versions
         (state, weights, trained_on, trained_until, validation, validation_set)
       SELECT 'challenger', $1, trained_on, trained_until, validation, $2 FROM match_predictions.model_versions
       WHERE state = 'champion' RETURNING version`,
      [JSON.stringify(worse), JSON.stringify([{ features: forHome, outcome: 0 }])],
    );
    const { version } = challenger!;
    const { told } = await run(() => jobs.enqueue(promoteModel, { version }));
    expect(told[0]).toMatchObject({ type: 'model.rejected', data: { version, state: 'rejected' } });
    const { validation } = told[0]!.data as ModelVersion;
    expect(validation.challenger).toBeGreaterThan(validation.champion!);
    expect((await models()).find(({ state }) => state === 'champion')).toMatchObject({ version: 1 });
    const { ended } = await run(() => jobs.enqueue(promoteModel, { version }));
    expect(ended).toMatchObject([{ state: 'dead', attempt: 1 }]);
  });

  it('compare predictions with results that come, and again when they are corrected', async () => {
    const { jobs, get } = platform();
    const { predictions } = await get(PredictionsController).upcoming('8');
    await simulator().control({ skipMs: WEEK_MS });
    const { ended } = await run(() => jobs.enqueue(syncAllLeagues, {}));
    expect(ended.every(({ state }) => state === 'succeeded')).toBe(true);
    const { validated } = await jobs.run(validatePredictions, {});
    expect(await jobs.run(validatePredictions, {})).toEqual({ validated: 0 });
    const { told } = await run(() => jobs.enqueue(calculateModelMetrics, {}));
    const metrics = told[0]!.document as PredictionMetrics[];
    expect(told[0]).toMatchObject({ channel: 'match-predictions/metrics', type: 'metrics.calculated' });
    expect(metrics).toEqual((await get(PredictionsController).metrics()).metrics);
    if (predictions.length === 0) return;
    expect(validated).toBeGreaterThan(0);
    expect(new Set(metrics.map(({ forecaster }) => forecaster))).toEqual(
      new Set(['base', 'blend', 'bookmaker', 'base_rate']),
    );
    expect(metrics.reduce((sum, each) => sum + (each.forecaster === 'base' ? each.matches : 0), 0)).toBe(validated);

    const { home, away, league, season } = predictions.find(({ date }) => Date.parse(date) < Date.now() + WEEK_MS)!;
    await correct({ league, season, home, away }, 9, 0);
    await correct({ league, season, home, away }, 0, 9);
  });

  /** Changes a result upstream; it is stored as corrected, and its prediction is compared again. */
  async function correct(
    match: Pick<UpcomingPrediction, 'league' | 'season' | 'home' | 'away'>,
    ...goals: [number, number]
  ) {
    const { jobs } = platform();
    const { league, season } = match as { league: 'E0'; season: string };
    const [home, away] = goals;
    await simulator().control({ correct: { ...match, league, goals: { home, away } } });
    expect(await jobs.run(syncSingleLeague, { league, season })).toMatchObject({ added: 0, corrected: 1 });
    await jobs.run(validatePredictions, {});
    const [found] = await platform().dataSource.query(
      `SELECT outcome, home_goals FROM match_predictions.predictions JOIN match_predictions.matches m ON m.id = match_id
       WHERE replaced_at IS NULL AND season = $1 AND home = $2 AND away = $3`,
      [season, match.home, match.away],
    );
    expect(found).toEqual({ outcome: home > away ? 0 : 2, home_goals: home });
  }

  it('fetch leagues with results to come, and clean up', async () => {
    const { jobs } = platform();
    await rows(`UPDATE match_predictions.matches SET home_goals = NULL, away_goals = NULL
      WHERE id = (SELECT max(id) FROM match_predictions.matches WHERE league = 'D1' AND date < now() - interval '1 day'
        AND date > now() - interval '29 days' AND home_goals IS NOT NULL)`);
    const { asked } = await run(() => jobs.enqueue(updateRecentResults, {}));
    expect(asked).toContain('/fixtures.csv');
    expect(await jobs.run(cleanUpOldData, {})).toEqual({ models: 0, predictions: 0 });
  });

  it.each(['not-ready', 'rate-limited', 'unavailable'] as const)(
    'wait after %s as long as they are asked to, without spending an attempt',
    async (kind) => {
      const { jobs } = platform();
      await simulator().control({ misbehave: { kind, retryAfterSeconds: 1 } });
      const { requests } = await simulator().state();
      const started = Date.now();
      const { ended } = await run(() => jobs.enqueue(syncFixtures, {}));
      expect(Date.now() - started).toBeGreaterThanOrEqual(950);
      expect((await simulator().state()).requests).toEqual([...requests, '/fixtures.csv', '/fixtures.csv']);
      expect(ended.at(-1)).toMatchObject({ state: 'succeeded', attempt: 1 });
    },
  );

  it('pass a broken row over, and fail each attempt by name when the whole answer is wrong', async () => {
    const { jobs } = platform();
    await simulator().control({ misbehave: { kind: 'broken-row', matching: `${LAST}/D1` } });
    expect(await jobs.run(syncSingleLeague, { league: 'D1', season: LAST })).toMatchObject({ broken: 1 });
    const faults = [
      ['server-error', 'UPSTREAM_FAILED', 2],
      ['html', 'UPSTREAM_ANSWERED_HTML', 2],
      ['time-out', 'UPSTREAM_TIMED_OUT', 1],
      ['half-response', 'UPSTREAM_RESPONSE_CUT', 2],
      ['wrong-types', 'UPSTREAM_SCHEMA_INVALID', 2],
      ['renamed-columns', 'UPSTREAM_SCHEMA_INVALID', 2],
      ['key-rejected', 'UPSTREAM_KEY_REJECTED', 2],
    ] as const;
    const seasons = faults.map((_, index) => seasonFrom(2001 + index));
    const before = await matches();
    // Side by side, a season each: the second attempt comes five seconds after the first.
    const { ended } = await run(async () => {
      for (const [index, [kind]] of faults.entries())
        await simulator().control({ misbehave: { kind, matching: `/${seasons[index]}/`, times: 'always' } });
      for (const [index, [, , attempts]] of faults.entries())
        await jobs.enqueue(syncSingleLeague, { league: 'E0', season: seasons[index]! }, { attempts });
    });
    const dead = ended.filter(({ state }) => state === 'dead');
    const by = (error: unknown) => seasons.indexOf(/mmz4281\/(\d+)/.exec((error as Error).message)![1]!);
    const table = dead.map(({ error, attempt }) => [faults[by(error)]![0], errorCode(error), attempt]);
    expect(new Set(table)).toEqual(new Set(faults));
    expect(table).toHaveLength(faults.length);
    expect(await matches()).toEqual(before);
  }, 60_000);

  (RECORDED_SEASONS.present ? it : it.skip)(`store recorded seasons once${RECORDED_SEASONS.note}`, async () => {
    const { jobs } = platform();
    await simulator().control({ replay: { folder: RECORDED_SEASONS.folder } });
    const season = { league: 'E0', season: '2122' } as const;
    expect(await jobs.run(syncSingleLeague, season)).toMatchObject({ added: 380, broken: 0 });
    const before = await matches();
    expect(await jobs.run(syncSingleLeague, season)).toMatchObject({ added: 0, unchanged: 380 });
    expect(await matches()).toEqual(before);
    await simulator().control({ replay: 'stop' });
  });
});
