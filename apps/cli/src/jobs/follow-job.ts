import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient, components } from '@kickoff/api-client';
import { answered } from '../api/answered.js';

type Job = components['schemas']['Job'];

/** Between two looks at a job. One that has not changed is answered without a body. */
export const LOOK_MS = 500;

const ENDED: readonly Job['state'][] = ['succeeded', 'cancelled', 'expired', 'dead'];

export function hasEnded({ state }: Pick<Job, 'state'>): boolean {
  return ENDED.includes(state);
}

/** Tells of each change of a job that the record has, and resolves with the job once it has ended. */
export async function followJob(api: ApiClient, id: string, onChange: (job: Job) => void): Promise<Job> {
  let tag: string | undefined;
  for (;;) {
    const header = tag === undefined ? {} : { 'If-None-Match': tag };
    const call = api.GET('/jobs/{id}', { params: { path: { id }, header } });
    const { response } = await call;
    if (response.status !== 304) {
      const job = await answered(call);
      onChange(job);
      if (hasEnded(job)) return job;
      tag = response.headers.get('ETag') ?? undefined;
    }
    await sleep(LOOK_MS);
  }
}
