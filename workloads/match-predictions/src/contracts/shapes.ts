import { z } from 'zod';

/** Parts that inputs, outputs, channels and routes share. */

export const Probabilities = z.tuple([z.number(), z.number(), z.number()]);

export const StartedFlow = z.object({
  /** Id of the flow that does the work; null when there is nothing to do. */
  flow: z.string().nullable(),
  jobs: z.int(),
});

/** What was stored of one file. */
export const StoredMatches = z.object({
  added: z.int(),
  /** Matches that had no result before. */
  played: z.int(),
  /** Matches whose result was another before. */
  corrected: z.int(),
  unchanged: z.int(),
  /** Rows that could not be read. */
  broken: z.int(),
  /** False for a season whose file is not there yet, as each July. */
  published: z.boolean(),
});

/** A match to come with what is expected of it. */
export const UpcomingPrediction = z.object({
  matchId: z.int(),
  league: z.string(),
  season: z.string(),
  date: z.string(),
  time: z.string().nullable(),
  home: z.string(),
  away: z.string(),
  /** Of home win, draw and away win, by the base model. */
  probabilities: Probabilities,
  /** With the market; null without odds. */
  blend: Probabilities.nullable(),
  /** Of the bookmakers alone, without their margin; null without odds. */
  market: Probabilities.nullable(),
  modelVersion: z.int(),
  explanation: z.string(),
});
export type UpcomingPrediction = z.output<typeof UpcomingPrediction>;

export const MODEL_STATES = {
  /** Trained, and not compared with the champion yet. In: fit-model. Out: promote-model. */
  challenger: 'challenger',
  /** In use. In: promote-model, roll-back-model. Out: the same, for another version. */
  champion: 'champion',
  /** Was in use until a better one came. In: promote-model. Out: roll-back-model. */
  former: 'former',
  /** Was worse than the champion. In: promote-model. Out: nobody. */
  rejected: 'rejected',
  /** Was in use until somebody went back to a former one. In: roll-back-model. Out: nobody. */
  'rolled-back': 'rolled-back',
} as const;
export const ModelVersion = z.object({
  version: z.int(),
  state: z.enum(MODEL_STATES),
  createdAt: z.string(),
  /** Matches that the weights were learnt from, and the day of the last. */
  trainedOn: z.int(),
  trainedUntil: z.string(),
  validation: z.object({
    matches: z.int(),
    /** Ranked probability score on the latest matches, which the weights have not seen; null without matches. */
    challenger: z.number().nullable(),
    /** Of the champion of that time; null when there was none. */
    champion: z.number().nullable(),
  }),
});
export type ModelVersion = z.output<typeof ModelVersion>;

/** What predictions of one kind were worth in one league and season. */
export const PredictionMetrics = z.object({
  league: z.string(),
  season: z.string(),
  forecaster: z.enum(['base', 'blend', 'bookmaker', 'base_rate']),
  matches: z.int(),
  rps: z.number(),
  logLoss: z.number(),
  brier: z.number(),
  accuracy: z.number(),
  calibrationError: z.number(),
  calibration: z.array(
    z.object({ from: z.number(), forecasts: z.int(), meanProbability: z.number(), frequency: z.number() }),
  ),
  returnOnBets: z.number().nullable(),
  bets: z.int(),
});
export type PredictionMetrics = z.output<typeof PredictionMetrics>;

export const CHANNELS = {
  upcoming: (league: string) => `match-predictions/upcoming/${league}`,
  models: 'match-predictions/models',
  metrics: 'match-predictions/metrics',
} as const;
