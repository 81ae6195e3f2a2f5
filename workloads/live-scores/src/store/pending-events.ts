import type { DetectedChanges } from '../match/detect-changes.js';
import type { MatchEvent } from '../match/match-document.js';

/**
 * Changes of a match's events between the transaction that stored the match and the job that stores and announces them.
 * They are kept with the match, so that whichever job comes next on the match's line can do it first: a later poll's
 * messages must not overtake them.
 */
export interface PendingEvents {
  /** The match's revision that they belong to; the match has no other while they are pending. */
  revision: number;
  added: MatchEvent[];
  /** As they are now. */
  changed: MatchEvent[];
  /** Ids. */
  removed: string[];
  /** False for events of a match that was just added: `match.added` carries them. */
  announce: boolean;
  /** Whether the first announcement has to carry the channel's document, since no other message of the revision did. */
  carryDocument: boolean;
}

export function pendingEvents(
  { kind, document, newEvents, correction }: DetectedChanges,
  carryDocument: boolean,
): PendingEvents | null {
  const { removed = [], changed = [] } = correction?.events ?? {};
  if (newEvents.length + removed.length + changed.length === 0) return null;
  return {
    revision: document.revision,
    added: newEvents,
    changed: changed.map(({ new: event }) => event),
    removed: removed.map(({ id }) => id),
    announce: kind !== 'added',
    carryDocument,
  };
}
