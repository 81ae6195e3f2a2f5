import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient, components } from '@kickoff/api-client';
import { answered } from '../api/answered.js';
import type { JobFilter } from '../api/job-filter.js';
import { readPages } from '../api/read-pages.js';
import { hasEnded, LOOK_MS } from './follow-job.js';

type ListedJob = components['schemas']['ListedJob'];

/** Jobs that one look of a filter may find; of more the newest. */
const MOST_JOBS = 1_000;

/**
 * Tells of each job that the filter describes and of its changes, also when it is no longer what the filter says. Resolves once
 * all that were seen have ended.
 */
export async function followJobs(api: ApiClient, filter: JobFilter, onChange: (job: ListedJob) => void): Promise<void> {
  const seen = new Map<string, ListedJob>();
  const look = (job: ListedJob) => {
    const before = seen.get(job.id);
    seen.set(job.id, job);
    if (before?.state !== job.state || before.attempt !== job.attempt) onChange(job);
  };
  for (;;) {
    const { items } = await readPages({ limit: MOST_JOBS }, (page) =>
      answered(api.GET('/jobs', { params: { query: { ...filter, ...page } } })),
    );
    // The oldest first, as they came.
    for (const job of items.toReversed()) look(job);
    const found = new Set(items.map(({ id }) => id));
    const gone = [...seen.values()].filter((job) => !found.has(job.id) && !hasEnded(job));
    for (const { id } of gone) look(await answered(api.GET('/jobs/{id}', { params: { path: { id } } })));
    if ([...seen.values()].every(hasEnded)) return;
    await sleep(LOOK_MS);
  }
}
