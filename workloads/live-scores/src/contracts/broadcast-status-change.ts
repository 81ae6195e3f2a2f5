import { defineJob } from '@kickoff/contracts';
import { MatchStatus } from '../match/match-document.js';
import { MatchMessage } from '../match/match-message.js';
import { BoardDocument } from './board-document.js';
import { BROADCAST_LINE, MatchKey, matchTags } from './match-lines.js';
import { BROADCAST_TIMEOUT, TRIES } from './seed-policy.js';

export const broadcastStatusChange = defineJob({
  type: 'live-scores.broadcast-status-change',
  knownAs: { BroadcastStatusChangeJob: {} },
  summary: 'Tells subscribers that the status of a match became another, with both.',
  queue: 'broadcasting',
  priority: 'critical',
  input: MatchKey.extend({
    old: MatchStatus,
    new: MatchStatus,
    message: MatchMessage,
    document: BoardDocument,
  }),
  ...TRIES,
  timeout: BROADCAST_TIMEOUT,
  ordered: BROADCAST_LINE,
  tags: matchTags,
});
