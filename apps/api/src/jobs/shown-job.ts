import type { AnswerOf, listJobs } from '@kickoff/api-contract';
import { NO_KEY } from '@kickoff/contracts';
import type { FoundJob } from '@kickoff/database';
import type { Caller } from '../access/caller.js';

type Nullish<T> = { [Name in keyof T]: Exclude<T[Name], undefined> | null | undefined };
type Shown = AnswerOf<typeof listJobs>['items'][number];

/** What of a job is read, from a search or from its row. */
export type KnownJob = Pick<FoundJob, 'id' | 'type' | 'queue' | 'priority' | 'key' | 'state' | 'attempt' | 'stateAt'> &
  Nullish<
    Pick<FoundJob, 'reason' | 'error' | 'progress' | 'tags' | 'runAt' | 'enqueuedAt' | 'startedAt' | 'endedAt'>
  > & { input?: unknown };

/** A job as it is shown to a caller. */
export function shownJob(job: KnownJob, { payloads }: Caller, now = new Date()): Shown {
  const { id, type, queue, priority, key, attempt, tags, runAt } = job;
  // No event says that a time has come.
  const isDue = (job.state === 'scheduled' || job.state === 'retrying') && !!runAt && runAt <= now;
  return {
    id,
    type,
    workload: type.slice(0, type.indexOf('.')),
    queue,
    priority,
    key: key === NO_KEY ? null : key,
    state: isDue ? 'queued' : job.state,
    attempt,
    tags: tags ?? [],
    enqueuedAt: job.enqueuedAt?.toISOString() ?? null,
    runAt: isDue ? null : (runAt?.toISOString() ?? null),
    startedAt: job.startedAt?.toISOString() ?? null,
    endedAt: job.endedAt?.toISOString() ?? null,
    stateAt: job.stateAt.toISOString(),
    reason: job.reason ?? null,
    error: job.error ?? null,
    progress: job.progress ?? null,
    ...(payloads ? { input: job.input ?? null } : {}),
  };
}
