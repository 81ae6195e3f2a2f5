import type { Priority } from '@kickoff/contracts';
import { broadcastMatchEvent } from '../contracts/broadcast-match-event.js';
import { matchMessage } from '../match/match-message.js';
import type { StoredMatch } from '../store/match-store.js';
import type { MatchWork } from './process-matches.js';

export interface AnnouncedEvents {
  stored: number;
  removed: number;
  announced: number;
}

/**
 * Stores the pending events of a match and has the new ones broadcast, one message each. The caller clears them with the
 * same transaction.
 */
export async function announceEvents(
  { document, pending, onBoard }: StoredMatch,
  { writes, outbox }: Pick<MatchWork, 'writes' | 'outbox'>,
  priority: Priority,
): Promise<AnnouncedEvents> {
  if (!pending) return { stored: 0, removed: 0, announced: 0 };
  const { sport, matchId } = document;
  writes.storeEvents({ sport, matchId }, pending);
  const announced = pending.announce ? pending.added : [];
  if (announced.length > 0) {
    await outbox.enqueueMany(
      broadcastMatchEvent,
      announced.map((event, index) => ({
        sport,
        matchId,
        message: matchMessage(document, { event: { old: null, new: event } }),
        document: index === 0 && pending.carryDocument && onBoard ? document : undefined,
      })),
      { priority },
    );
  }
  const stored = pending.added.length + pending.changed.length;
  return { stored, removed: pending.removed.length, announced: announced.length };
}
