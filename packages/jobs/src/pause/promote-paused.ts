import { HEADERS, parseJobSubject } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { move } from '../job/move.js';
import { asMovable, isDueSoon, type MessageOfJob } from '../job/stored-job.js';
import type { PauseTable } from './pause-table.js';

/** `Kickoff-Waits-For` of a job that is parked because its type or key is paused. */
export const WAITS_FOR_RESUME = 'resume';

/**
 * When a parked job comes by itself, should nobody promote it: it is then looked at again, and parked again while the pause
 * lasts. So seldom that a pause of a million jobs costs a dozen moves a second.
 */
export const RESUME_BACKSTOP_MS = 24 * 3_600_000;

/**
 * Moves a job back into its queue that no pause holds any more.
 *
 * @returns whether this call moved it; a job that is due within two seconds comes by itself
 */
export async function promotePaused(
  { connection, clock }: Pick<Broker, 'connection' | 'clock'>,
  stored: MessageOfJob,
  pauses: PauseTable,
): Promise<boolean> {
  if (stored.headers.get(HEADERS.waitsFor) !== WAITS_FOR_RESUME) return false;
  const address = parseJobSubject(stored.subject);
  if (address?.place !== 'later' || pauses.ofJob(address) || isDueSoon(stored, clock.now())) return false;
  const job = asMovable(stored);
  const { outcome } = await move(connection, job, { to: 'ready', attempt: job.attempt, reason: 'resumed' });
  return outcome === 'moved';
}
