import { defineJob } from '@kickoff/contracts';
import { MatchMessage } from '../match/match-message.js';
import { BoardDocument } from './board-document.js';
import { BROADCAST_LINE, MatchKey, matchTags } from './match-lines.js';
import { BROADCAST_TIMEOUT, TRIES } from './seed-policy.js';

export const broadcastMatchEvent = defineJob({
  type: 'live-scores.broadcast-match-event',
  knownAs: { BroadcastMatchEventJob: {} },
  summary: 'Tells subscribers of one event of a match: a goal, a card, a substitution.',
  queue: 'broadcasting',
  priority: 'critical',
  input: MatchKey.extend({
    message: MatchMessage,
    document: BoardDocument,
  }),
  ...TRIES,
  timeout: BROADCAST_TIMEOUT,
  ordered: BROADCAST_LINE,
  tags: matchTags,
});
