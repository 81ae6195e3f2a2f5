import type { JobClient } from '@kickoff/jobs';

/** Sends fewer letters while the provider is short of breath. */
export async function slowDown(jobs: JobClient, work: () => Promise<void>): Promise<string[]> {
  const why = { reason: 'the provider asked for it', by: 'ada' };
  // All windows that hold from now on.
  const windows = [
    { limit: 2, per: '1s' },
    { limit: 5_000, per: 'utc-day' },
  ] as const;
  await jobs.limits.override('mailing', 'provider', { windows }, why);
  await jobs.limits.override('mailing', 'per-customer', { atOnce: 1 }, why);
  try {
    await work();
    return (await jobs.overrides()).map(({ what, terms, by }) => `${what}: ${JSON.stringify(terms)} (${by})`);
  } finally {
    await jobs.limits.reset('mailing', 'per-customer', { by: 'ada' });
    await jobs.limits.reset('mailing', 'provider', { reason: 'it caught its breath', by: 'ada' });
  }
}
