import { z } from 'zod';
import { CATEGORIES, type Category, type Scores } from '../contracts/scores.js';

const Line = z.string().trim().min(1).max(600);
const Paragraph = z.string().trim().min(1).max(3_000);

/** What a reviewer writes. Scores are none of its business: they follow from the data. */
export const ReviewText = z.strictObject({
  summary: Paragraph,
  first_impression: Paragraph,
  /** A judgement on each category. */
  categories: z.strictObject({
    profile: Paragraph,
    projects: Paragraph,
    consistency: Paragraph,
    technical: Paragraph,
    community: Paragraph,
  }),
  deal_breakers: z.array(Line).max(10),
  top_projects_analysis: z.array(z.strictObject({ name: z.string().max(100), assessment: Paragraph })).max(10),
  improvement_checklist: z.array(z.strictObject({ priority: z.enum(['high', 'medium', 'low']), action: Line })).max(20),
  strengths: z.array(Line).max(10),
  recruiter_perspective: Paragraph,
});
export type ReviewText = z.output<typeof ReviewText>;

const ReviewedCategory = z.object({ score: z.int(), feedback: z.string() });

/** A review as it is stored and served: the column `ai_analysis`. */
export const Review = z.object({
  ...ReviewText.shape,
  categories: z.object({
    profile: ReviewedCategory,
    projects: ReviewedCategory,
    consistency: ReviewedCategory,
    technical: ReviewedCategory,
    community: ReviewedCategory,
  }),
});
export type Review = z.output<typeof Review>;

/** Puts the score of each category beside its judgement. */
export function reviewOf(text: ReviewText, scores: Scores): Review {
  const entries = CATEGORIES.map((name) => [name, { score: scores[name], feedback: text.categories[name] }]);
  return { ...text, categories: Object.fromEntries(entries) as Record<Category, { score: number; feedback: string }> };
}
