import type { EntityManager } from 'typeorm';
import { broadcastMatchUpdate } from '../contracts/broadcast-match-update.js';
import { broadcastStatusChange } from '../contracts/broadcast-status-change.js';
import { processMatchEvents } from '../contracts/process-match-events.js';
import type { DetectedChanges } from '../match/detect-changes.js';
import type { Fingerprint } from '../match/fingerprint.js';
import { saveMatch, updateMatch, type StoredMatch } from '../store/match-store.js';
import { pendingEvents } from '../store/pending-events.js';
import { announceEvents } from './announce-events.js';
import { followUps } from './follow-ups.js';
import type { MatchOutbox } from './match-job.js';

/**
 * Stores a changed or new match and enqueues what its changes call for, all with one transaction. Events of the revision
 * before that still wait for their job are announced first, so that no message overtakes them.
 */
export async function storeChange(
  manager: EntityManager,
  before: StoredMatch | undefined,
  detected: DetectedChanges,
  fingerprint: Fingerprint | null,
  outbox: MatchOutbox,
): Promise<void> {
  const { document, change, kind } = detected;
  const { broadcasts, events, onBoard, priority } = followUps(detected, before);
  if (before) await announceEvents(manager, before, outbox, priority);
  const pending = pendingEvents(detected, broadcasts.length === 0);
  const write = kind === 'added' || change.details ? saveMatch : updateMatch;
  await write(manager, { document, pending, onBoard, fingerprint });
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
