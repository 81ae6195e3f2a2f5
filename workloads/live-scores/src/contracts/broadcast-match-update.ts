import { defineJob } from '@kickoff/contracts';
import { MatchMessage, MatchMessageType } from '../match/match-message.js';
import { BoardDocument } from './board-document.js';
import { BROADCAST_LINE, MatchKey, matchTags } from './match-lines.js';
import { BROADCAST_TIMEOUT, TRIES } from './seed-policy.js';

export const broadcastMatchUpdate = defineJob({
  type: 'live-scores.broadcast-match-update',
  knownAs: { BroadcastMatchUpdateJob: {} },
  summary: 'Tells subscribers that a match is new, went on, was corrected, or leaves the board.',
  queue: 'broadcasting',
  priority: 'critical',
  input: MatchKey.extend({
    type: MatchMessageType.extract(['match.added', 'match.updated', 'match.corrected', 'match.removed']),
    message: MatchMessage,
    document: BoardDocument,
  }),
  ...TRIES,
  timeout: BROADCAST_TIMEOUT,
  ordered: BROADCAST_LINE,
  tags: matchTags,
});
