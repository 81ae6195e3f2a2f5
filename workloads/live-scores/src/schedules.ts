import { defineSchedule, type ScheduleDefinition, type ScheduleOptions } from '@kickoff/contracts';
import { cleanUpOldMatches } from './contracts/clean-up-old-matches.js';
import { pollCompletedMatches } from './contracts/poll-completed-matches.js';
import { pollLiveMatches } from './contracts/poll-live-matches.js';
import { pollScheduledMatches } from './contracts/poll-scheduled-matches.js';
import { updateLeagues } from './contracts/update-leagues.js';
import { updateTeams } from './contracts/update-teams.js';
import { liveIntervals, type LiveScoresSettings } from './settings.js';

/** The seed's rhythm: each poll per sport, the maintenance once a day. */
export function liveScoresSchedules(settings: LiveScoresSettings): ScheduleDefinition[] {
  const enabled = settings.LIVE_SCORES_SCHEDULES === 'on';
  const schedule = (options: ScheduleOptions) => defineSchedule('live-scores', { enabled, ...options });
  const live = liveIntervals(settings);
  return [
    ...settings.LIVE_SCORES_SPORTS.flatMap((sport) => [
      schedule({ name: `poll-live-${sport}`, job: pollLiveMatches, input: { sport }, every: live[sport] }),
      schedule({
        name: `poll-scheduled-${sport}`,
        job: pollScheduledMatches,
        input: { sport },
        every: settings.LIVE_SCORES_SCHEDULED_INTERVAL,
      }),
      schedule({
        name: `poll-completed-${sport}`,
        job: pollCompletedMatches,
        input: { sport },
        every: settings.LIVE_SCORES_COMPLETED_INTERVAL,
      }),
      // After midnight UTC, when the day's quota is whole; leagues before the teams that belong to them.
      schedule({ name: `update-leagues-${sport}`, job: updateLeagues, input: { sport }, cron: '10 0 * * *' }),
      schedule({ name: `update-teams-${sport}`, job: updateTeams, input: { sport }, cron: '20 0 * * *' }),
    ]),
    schedule({ name: 'clean-up-old-matches', job: cleanUpOldMatches, input: {}, cron: '0 0 * * *' }),
  ];
}
