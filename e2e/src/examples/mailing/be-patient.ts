import type { JobClient } from '@kickoff/jobs';
import { sendLetter } from './mailing.js';

/** Tries letters for longer while the provider is slow, and tells who changed what. */
export async function bePatient(jobs: JobClient, work: () => Promise<void>): Promise<string[]> {
  const why = { reason: 'the provider is slow today', by: 'ada' };
  await jobs.override({ workload: 'mailing' }, { timeout: '1h' }, why);
  await jobs.override({ type: sendLetter }, { attempts: 10, backoff: { fixed: '500ms' } }, why);
  try {
    await work();
    return (await jobs.overrides()).map(({ what, terms, by }) => `${what}: ${JSON.stringify(terms)} (${by})`);
  } finally {
    await jobs.resetOverride({ workload: 'mailing' }, { by: 'ada' });
    await jobs.resetOverride({ type: sendLetter }, { reason: 'it is well again', by: 'ada' });
  }
}
