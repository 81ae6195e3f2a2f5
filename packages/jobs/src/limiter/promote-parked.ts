import { z } from 'zod';
import {
  HEADERS,
  jobCheckSubject,
  jobsStream,
  LimitDefinition,
  parseJobSubject,
  PRIORITIES,
  type Priority,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { lastMessage } from '../broker/stream-lookup.js';
import { move } from '../job/move.js';
import { asMovable, isDueSoon } from '../job/stored-job.js';

/** What a job that is parked before a limit waits for: enough to put it in line again when the limiter restarts. */
const ParkedFor = z.object({
  limit: LimitDefinition,
  key: z.string(),
  /** Id of the use, and the priority of its promotion. */
  id: z.string(),
  priority: z.string(),
});
export type ParkedFor = z.infer<typeof ParkedFor>;

const PREFIX = 'limit ';

/** As `Kickoff-Waits-For`. */
export function formatParkedFor(parked: ParkedFor): string {
  return PREFIX + JSON.stringify(parked);
}

export function parseParkedFor(waitsFor: string | undefined): ParkedFor | undefined {
  if (!waitsFor?.startsWith(PREFIX)) return undefined;
  try {
    return ParkedFor.parse(JSON.parse(waitsFor.slice(PREFIX.length)));
  } catch {
    return undefined;
  }
}

/**
 * Moves a parked job whose turn has come into its queue, ahead of those that have not been received yet.
 *
 * @returns false when it does not wait any more: it was cancelled, its time came, or somebody else moved it
 */
export async function promoteParked(
  { connection, clock }: Pick<Broker, 'connection' | 'clock'>,
  parked: { subject: string; priority: string },
  reason: string,
): Promise<boolean> {
  const address = parseJobSubject(parked.subject);
  if (!address) return false;
  const stored = await lastMessage(connection, jobsStream(address.workload), jobCheckSubject(address));
  if (!stored || !parseParkedFor(stored.headers.get(HEADERS.waitsFor))) return false;
  // It comes by itself in a moment, and keeps its turn until then.
  if (isDueSoon(stored, clock.now())) return true;
  const job = asMovable(stored);
  if (job.address.place !== 'later') return false;
  const priority = isPriority(parked.priority) ? parked.priority : job.address.priority;
  const moved = await move(connection, job, { to: 'ready', attempt: job.attempt, reason, priority });
  return moved.outcome === 'moved';
}

function isPriority(word: string): word is Priority {
  return (PRIORITIES as readonly string[]).includes(word);
}
