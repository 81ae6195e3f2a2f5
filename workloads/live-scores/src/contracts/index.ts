export { broadcastMatchEvent } from './broadcast-match-event.js';
export { broadcastMatchUpdate } from './broadcast-match-update.js';
export { broadcastStatusChange } from './broadcast-status-change.js';
export { cleanUpOldMatches } from './clean-up-old-matches.js';
export { finishVanishedMatches } from './finish-vanished-matches.js';
export { pollCompletedMatches } from './poll-completed-matches.js';
export { pollLiveMatches } from './poll-live-matches.js';
export { pollScheduledMatches } from './poll-scheduled-matches.js';
export { processMatchData } from './process-match-data.js';
export { processMatchEvents } from './process-match-events.js';
export { updateLeagues } from './update-leagues.js';
export { updateMatchStatus } from './update-match-status.js';
export { updateTeams } from './update-teams.js';
export { workload } from './workload.js';

export { MatchChange } from '../match/match-change.js';
export {
  FINAL_PHASES,
  IN_PLAY_PHASES,
  MATCH_PHASES,
  MatchDocument,
  MatchEvent,
  MatchPhase,
  Score,
} from '../match/match-document.js';
export { MATCH_MESSAGES, matchChannel, MatchMessage, MatchMessageType } from '../match/match-message.js';
export { QUOTA_CHANNEL, QUOTA_MESSAGE, QuotaState } from '../quota/quota-state.js';
export { Sport, SPORTS } from '../sports/sport.js';
