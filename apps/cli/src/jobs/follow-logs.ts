import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient, components, operations } from '@kickoff/api-client';
import { answered } from '../api/answered.js';
import { hasEnded, LOOK_MS } from './follow-job.js';

type JobLogLine = components['schemas']['JobLogLine'];
type Query = NonNullable<operations['listLogs']['parameters']['query']>;

/** What a job logs at most, so that each look has every line. */
const MOST_LINES = 1_000;

/** Tells of the latest `limit` lines of a job, then of each that comes, until the job has ended. */
export async function followLogs(
  api: ApiClient,
  id: string,
  { limit, ...wanted }: Query,
  onLine: (line: JobLogLine) => void,
): Promise<void> {
  const told = new Set<string>();
  for (let isFirst = true; ; isFirst = false) {
    // Looked at before its lines, so that none that it logged at its end is missed.
    const job = await answered(api.GET('/jobs/{id}', { params: { path: { id } } }));
    const query = { ...wanted, limit: MOST_LINES };
    const { items } = await answered(api.GET('/jobs/{id}/logs', { params: { path: { id }, query } }));
    const fresh = items.filter((line) => !told.has(JSON.stringify(line)));
    for (const line of items) told.add(JSON.stringify(line));
    for (const line of isFirst ? fresh.slice(-(limit ?? MOST_LINES)) : fresh) onLine(line);
    if (hasEnded(job)) return;
    await sleep(LOOK_MS);
  }
}
