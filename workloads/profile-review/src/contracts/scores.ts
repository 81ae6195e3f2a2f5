import { z } from 'zod';

const Score = z.int().min(0).max(100);

export const CATEGORIES = ['profile', 'projects', 'consistency', 'technical', 'community'] as const;
export type Category = (typeof CATEGORIES)[number];

/** Whole numbers from 0 to 100, by the formula in the README. */
export const Scores = z.object({
  profile: Score,
  projects: Score,
  consistency: Score,
  technical: Score,
  community: Score,
  overall: Score,
});
export type Scores = z.output<typeof Scores>;
