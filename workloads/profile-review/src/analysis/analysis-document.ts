import { z } from 'zod';
import { Scores } from '../contracts/scores.js';

/** `pending` until its first job starts, `processing` until it is `completed` or `failed`. A retried job takes it back to `processing`. */
export const ANALYSIS_STATES = ['pending', 'processing', 'completed', 'failed'] as const;
export type AnalysisState = (typeof ANALYSIS_STATES)[number];

/** What its channel tells of an analysis. The review itself is read from the route. */
export const AnalysisDocument = z.object({
  id: z.uuid(),
  username: z.string(),
  status: z.enum(ANALYSIS_STATES),
  /** From 0 to 1. */
  progress: z.number(),
  /** What was done last, for people. */
  step: z.string(),
  scores: Scores.nullable(),
  error: z.string().nullable(),
  isPaid: z.boolean(),
});
export type AnalysisDocument = z.output<typeof AnalysisDocument>;
