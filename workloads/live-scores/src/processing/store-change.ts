import { broadcastMatchUpdate } from '../contracts/broadcast-match-update.js';
import { broadcastStatusChange } from '../contracts/broadcast-status-change.js';
import { processMatchEvents } from '../contracts/process-match-events.js';
import type { DetectedChanges } from '../match/detect-changes.js';
import type { Fingerprint } from '../match/fingerprint.js';
import { pendingEvents } from '../store/pending-events.js';
import { announceEvents } from './announce-events.js';
import { followUps } from './follow-ups.js';
import type { MatchWork } from './process-matches.js';

/**
 * Stores a changed or new match and enqueues what its changes call for, all with one transaction. Events of the revision
 * before that still wait for their job are announced first, so that no message overtakes them.
 */
export async function storeChange(
  { stored: before, writes, outbox }: MatchWork,
  detected: DetectedChanges,
  fingerprint: Fingerprint | null,
): Promise<void> {
  const { document, change, kind } = detected;
  const { broadcasts, events, onBoard, priority } = followUps(detected, before);
  if (before) await announceEvents(before, { writes, outbox }, priority);
  const pending = pendingEvents(detected, broadcasts.length === 0);
  const match = { document, pending, onBoard, fingerprint };
  if (kind === 'added' || change.details) writes.save(match);
  else writes.update(match);
  const key = { sport: document.sport, matchId: document.matchId };
  for (const broadcast of broadcasts) {
    const { message } = broadcast;
    if (broadcast.kind === 'update') {
      const input = { ...key, type: broadcast.type, message, document: broadcast.document };
      await outbox.enqueue(broadcastMatchUpdate, input, { priority });
    } else {
      const input = { ...key, old: broadcast.old, new: broadcast.new, message, document: broadcast.document };
      await outbox.enqueue(broadcastStatusChange, input, { priority });
    }
  }
  if (events)
    await outbox.enqueue(processMatchEvents, { ...key, revision: document.revision, ...events }, { priority });
}
