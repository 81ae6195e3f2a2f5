import { jobSubject, type JobAction, type JobActionName, type JobState } from '@kickoff/contracts';
import { assertRunsIn, type JobClient, type JobHandle } from '@kickoff/jobs';
import type { DataSource } from 'typeorm';
import type { JobFilter } from '../search/job-filter.js';
import type { FoundJob } from '../search/job-search.js';
import { deadLetterStore } from '../dead-letters/dead-letter-store.js';
import { deleteJob } from './delete-job.js';

/** What actions are done with. */
export interface ActionTools {
  client: JobClient;
  dataSource: DataSource;
}

interface BulkAction<Action extends JobAction> {
  /** States of jobs that it can be done to. Others are left out of the search. */
  states: readonly JobState[];
  /**
   * Whether doing it twice to one job is as doing it once. What is not is done only to jobs that have stood where they
   * stand since before the operation was asked for, so that a second run leaves out those that the first one has moved.
   */
  isRepeatable: boolean;
  /** @throws TooLate, JobNotFound, JobUnfinished when the job is no longer what the action is for */
  apply(job: FoundJob, action: Action, tools: ActionTools): Promise<unknown>;
}

const WAITING = ['scheduled', 'queued', 'retrying'] as const satisfies readonly JobState[];

/** Everything that can be done to the jobs of a filter. */
export const BULK_ACTIONS: { readonly [Name in JobActionName]: BulkAction<Extract<JobAction, { name: Name }>> } = {
  cancel: {
    states: [...WAITING, 'running'],
    isRepeatable: true,
    apply: (job, { reason }, { client }) => client.cancel(handleOf(job), reason),
  },
  delete: {
    states: ['succeeded', 'dead', 'cancelled', 'expired'],
    isRepeatable: true,
    apply: (job, _, { client, dataSource }) => deleteJob({ dataSource, broker: client.broker }, job),
  },
  fail: {
    states: WAITING,
    isRepeatable: true,
    apply: (job, { reason }, { client }) => client.fail(handleOf(job), reason),
  },
  move: {
    states: WAITING,
    isRepeatable: true,
    apply: async (job, { queue, priority }, { client }) => {
      await assertRunsIn(client.broker, job.type, queue);
      await client.move(handleOf(job), priority === undefined ? { queue } : { queue, priority });
    },
  },
  reprioritise: {
    states: WAITING,
    isRepeatable: true,
    apply: (job, { priority }, { client }) => client.reprioritise(handleOf(job), priority),
  },
  retry: {
    states: ['dead'],
    isRepeatable: false,
    apply: (job, { reason }, { client, dataSource }) =>
      deadLetterStore(dataSource, client.broker).retry(job.id, reason),
  },
  'run-now': {
    states: ['scheduled', 'retrying'],
    isRepeatable: false,
    apply: (job, _, { client }) => client.runNow(handleOf(job)),
  },
};

/**
 * The jobs of a filter that an action is for; undefined when the filter asks for none such.
 *
 * @param askedAt milliseconds since the epoch
 */
export function filterFor(name: JobActionName, filter: JobFilter, askedAt: number): JobFilter | undefined {
  const { states, isRepeatable } = BULK_ACTIONS[name];
  const asked = states.filter((state) => filter.states?.includes(state) ?? true);
  if (asked.length === 0) return undefined;
  return { ...filter, states: asked, ...(isRepeatable ? {} : { stateBefore: askedAt }) };
}

/** Does one action to one job. */
export async function act(action: JobAction, job: FoundJob, tools: ActionTools): Promise<void> {
  // The table is typed name by name, which the compiler does not follow through a union.
  const bulk = BULK_ACTIONS[action.name] as BulkAction<JobAction>;
  await bulk.apply(job, action, tools);
}

function handleOf({ id, type, queue, priority, key }: FoundJob): JobHandle {
  const [workload, name] = type.split('.') as [string, string];
  return { id, subject: jobSubject({ workload, place: 'ready', queue, priority, name, key, id }) };
}
