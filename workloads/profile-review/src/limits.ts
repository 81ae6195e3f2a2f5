import type { LimitDefinition } from '@kickoff/contracts';
import type { ProfileReviewSettings } from './settings.js';

/** What every request to GitHub passes; closed by its answers until its own limits are reset. */
export const GITHUB_LIMIT = 'github';
/** What every request for a review passes. */
export const REVIEW_LIMIT = 'reviews';

const MINUTE_MS = 60_000;

export function profileReviewLimits(settings: ProfileReviewSettings): LimitDefinition[] {
  const perMinute = (limit: number) => [{ limit, perMs: MINUTE_MS, kind: 'sliding' as const }];
  return [
    { name: GITHUB_LIMIT, windows: perMinute(settings.PROFILE_REVIEW_GITHUB_REQUESTS_PER_MINUTE) },
    { name: REVIEW_LIMIT, windows: perMinute(settings.PROFILE_REVIEW_AI_REQUESTS_PER_MINUTE) },
  ];
}
