import type { Priority } from '@kickoff/contracts';
import type { DetectedChanges } from '../match/detect-changes.js';
import { IN_PLAY_PHASES, type MatchDocument, type MatchStatus } from '../match/match-document.js';
import { MATCH_MESSAGES, matchMessage, type MatchMessage, type MatchMessageType } from '../match/match-message.js';
import type { MatchChange } from '../match/match-change.js';

/** What the changes of one match call for, decided without doing it. */
export interface FollowUps {
  /** In the order in which subscribers hear of them. */
  broadcasts: MatchBroadcast[];
  /** Given when process-match-events has something to do. */
  events: { cause: 'score-change' | 'events'; score: MatchChange['score'] } | undefined;
  /** Whether the match's channel has a document from now on. */
  onBoard: boolean;
  priority: Priority;
}

export type MatchBroadcast =
  | {
      kind: 'update';
      type: Exclude<MatchMessageType, 'match.event' | 'match.status-changed'>;
      message: MatchMessage;
      document?: MatchDocument | null;
    }
  | { kind: 'status'; old: MatchStatus; new: MatchStatus; message: MatchMessage; document?: MatchDocument | null };

/**
 * As the seed has it: a new match, a score change and a period change lead to an update, a status change to a status
 * change with old and new, a score change also to the processing of events. Besides: what was taken back leads to a
 * correction, and every other difference is part of the update. Each change is in one message.
 *
 * @param before the stored match and whether its channel has a document; undefined for a new match
 */
export function followUps(
  { kind, document, change, correction, newEvents }: DetectedChanges,
  before: { document: MatchDocument; onBoard: boolean } | undefined,
): FollowUps {
  const onBoard = isOnBoard(document, before?.onBoard ?? false);
  const priority = isInPlay(document) || (before && isInPlay(before.document)) ? 'critical' : 'normal';
  const broadcasts: MatchBroadcast[] = [];
  if (kind === 'added') {
    broadcasts.push({
      kind: 'update',
      type: MATCH_MESSAGES.added,
      message: { ...matchMessage(document, {}), events: document.events },
    });
  }
  if (correction) {
    broadcasts.push({ kind: 'update', type: MATCH_MESSAGES.corrected, message: matchMessage(document, correction) });
  }
  const { status, ...update } = change;
  if (Object.keys(update).length > 0) {
    broadcasts.push({ kind: 'update', type: MATCH_MESSAGES.updated, message: matchMessage(document, update) });
  }
  if (status) broadcasts.push({ kind: 'status', ...status, message: matchMessage(document, { status }) });
  const boardDocument = onBoard ? document : before?.onBoard ? null : undefined;
  if (broadcasts[0]) broadcasts[0].document = boardDocument;
  const score = change.score ?? correction?.score;
  const events = score
    ? ({ cause: 'score-change', score } as const)
    : newEvents.length > 0 || correction?.events
      ? ({ cause: 'events', score: undefined } as const)
      : undefined;
  return { broadcasts, events, onBoard, priority };
}

/** A match is on the board while it is in play, and from then on until the clean-up takes it off. */
function isOnBoard(document: MatchDocument, wasOnBoard: boolean): boolean {
  if (isInPlay(document)) return true;
  return wasOnBoard && document.status.phase !== 'scheduled' && document.status.phase !== 'postponed';
}

function isInPlay({ status }: MatchDocument): boolean {
  return IN_PLAY_PHASES.includes(status.phase);
}
