import type { JobClient } from '@kickoff/jobs';
import { sendLetter } from './mailing.js';

/** Sends no letter while the provider moves house, and tells who held what up. */
export async function stopLetters(jobs: JobClient, work: () => Promise<void>): Promise<string[]> {
  await jobs.pause({ type: sendLetter }, { reason: 'the provider moves house', by: 'ada' });
  await jobs.pause({ queue: 'mailing/outgoing' }, { reason: 'and its cables', by: 'ada' });
  try {
    await work();
    return (await jobs.pauses()).map(({ what, by, reason }) => `${what}: ${reason} (${by})`);
  } finally {
    await jobs.resume({ queue: 'mailing/outgoing' }, { by: 'ada' });
    await jobs.resume({ type: sendLetter }, { reason: 'it lives there now', by: 'ada' });
  }
}
