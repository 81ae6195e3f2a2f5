import type { LimitDefinition } from '@kickoff/contracts';
import type { LiveScoresSettings } from './settings.js';
import { REQUEST_LIMIT } from './upstream/metered-upstream.js';

/** One limit for every request of every poller and sport. */
export function liveScoresLimits(settings: LiveScoresSettings): LimitDefinition[] {
  return [
    {
      name: REQUEST_LIMIT,
      windows: [
        { limit: settings.LIVE_SCORES_REQUESTS_PER_SECOND, perMs: 1_000, kind: 'sliding' },
        { limit: settings.LIVE_SCORES_REQUESTS_PER_DAY, perMs: 86_400_000, kind: 'utc-day' },
      ],
    },
  ];
}
