import { defineWorkload } from '@kickoff/contracts';
import { broadcastMatchEvent } from './broadcast-match-event.js';
import { broadcastMatchUpdate } from './broadcast-match-update.js';
import { broadcastStatusChange } from './broadcast-status-change.js';
import { cleanUpOldMatches } from './clean-up-old-matches.js';
import { finishVanishedMatches } from './finish-vanished-matches.js';
import { pollCompletedMatches } from './poll-completed-matches.js';
import { pollLiveMatches } from './poll-live-matches.js';
import { pollScheduledMatches } from './poll-scheduled-matches.js';
import { processMatchData } from './process-match-data.js';
import { processMatchEvents } from './process-match-events.js';
import { updateLeagues } from './update-leagues.js';
import { updateMatchStatus } from './update-match-status.js';
import { updateTeams } from './update-teams.js';

export const workload = defineWorkload({
  name: 'live-scores',
  summary: 'Live sports scores: polls upstream APIs, finds what changed, tells everyone who watches.',
  contracts: [
    broadcastMatchEvent,
    broadcastMatchUpdate,
    broadcastStatusChange,
    cleanUpOldMatches,
    finishVanishedMatches,
    pollCompletedMatches,
    pollLiveMatches,
    pollScheduledMatches,
    processMatchData,
    processMatchEvents,
    updateLeagues,
    updateMatchStatus,
    updateTeams,
  ],
  queues: {
    broadcasting: { service: 'gateway', priorities: ['critical', 'normal'] },
    polling: { service: 'poller', priorities: ['high', 'normal', 'low'] },
    processing: { service: 'processor', priorities: ['critical', 'normal', 'low'] },
  },
  channels: [
    { pattern: ':sport/:leagueId/:matchId', visibility: 'public' },
    { pattern: 'quota', visibility: 'public' },
  ],
});
