import { JobDead, ResultTimedOut } from '@kickoff/contracts';
import type { JobClient } from '@kickoff/jobs';
import { buildReport } from './build-report.js';

/** Enqueue and wait, in one call. */
export async function pagesOf(jobs: JobClient, month: string): Promise<number | string> {
  try {
    const { pages } = await jobs.run(buildReport, { month }, { timeout: '1m' });
    return pages;
  } catch (error) {
    if (error instanceof JobDead) return `failed: ${error.error.message}`;
    if (error instanceof ResultTimedOut) return 'not ready yet; it goes on';
    throw error;
  }
}

/** Follow it on its way, then take its output. */
export async function follow(jobs: JobClient, month: string, show: (line: string) => void): Promise<number> {
  const job = await jobs.enqueue(buildReport, { month }, { watch: true });
  for await (const update of jobs.watch(job)) {
    if (update.kind === 'state') show(update.state);
    else if (update.kind === 'progress') show(`${update.done * 100} % ${update.note}`);
    else show(update.message);
  }
  return (await jobs.result(job)).pages;
}
