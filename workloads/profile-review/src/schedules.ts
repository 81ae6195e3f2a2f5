import { defineSchedule, type ScheduleDefinition } from '@kickoff/contracts';
import { pruneAnalyses } from './contracts/prune-analyses.js';
import type { ProfileReviewSettings } from './settings.js';

/** Old data goes once a day, at midnight. */
export function profileReviewSchedules(settings: ProfileReviewSettings): ScheduleDefinition[] {
  const enabled = settings.PROFILE_REVIEW_SCHEDULES === 'on';
  const daily = { name: 'prune-analyses', job: pruneAnalyses, input: {}, cron: '0 0 * * *', enabled };
  return [defineSchedule('profile-review', daily)];
}
