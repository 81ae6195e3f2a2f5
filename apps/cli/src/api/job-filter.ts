import type { operations } from '@kickoff/api-client';
import type { OptionDefinitions } from '../cli/define-command.js';
import { withoutUndefined } from '../cli/without-undefined.js';
import { timeOf } from './time-of.js';

type Query = NonNullable<operations['listJobs']['parameters']['query']>;

/** What jobs are looked for by. */
export type JobFilter = Omit<Query, 'limit' | 'cursor'>;

/** What narrows a list of jobs or of dead letters to those of a team. */
export const OWNER_OPTIONS = {
  type: { kind: 'list', value: 'types', complete: 'types', summary: 'of any of these types; former names count' },
  workload: { kind: 'list', value: 'names', complete: 'workloads', summary: 'of any of these workloads' },
  queue: { kind: 'list', value: 'queues', complete: 'queues', summary: 'of any of these queues: <workload>/<queue>' },
} as const satisfies OptionDefinitions;

/** Options of every command that takes a filter of jobs; all that are given have to hold. */
export const FILTER_OPTIONS = {
  state: { kind: 'list', value: 'states', summary: 'in any of these states, e.g. dead,retrying' },
  ...OWNER_OPTIONS,
  tag: { kind: 'list', value: 'tags', summary: 'with all of these tags' },
  key: { kind: 'list', value: 'keys', summary: 'with any of these keys, as a job shows its own' },
  from: { kind: 'text', value: 'time', summary: 'enqueued at or after: ISO 8601, or so long ago (2h)' },
  to: { kind: 'text', value: 'time', summary: 'enqueued before: ISO 8601, or so long ago (5m)' },
  input: { kind: 'text', value: 'condition', summary: 'with this in the input, e.g. match.id=1492127' },
  error: { kind: 'text', value: 'text', summary: 'with this in the code or message of the error' },
} as const satisfies OptionDefinitions;

export interface FilterOptions {
  state?: readonly string[] | undefined;
  type?: readonly string[] | undefined;
  workload?: readonly string[] | undefined;
  queue?: readonly string[] | undefined;
  tag?: readonly string[] | undefined;
  key?: readonly string[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  input?: string | undefined;
  error?: string | undefined;
}

/**
 * The filter that the options say. What is no state, type and so on is refused by the api, which knows them.
 *
 * @throws UsageError for a time that is none
 */
export function jobFilter({ from, to, input, error, ...lists }: FilterOptions, now: number): JobFilter {
  const { state, type, workload, queue, tag, key } = lists;
  return withoutUndefined({
    state,
    type,
    workload,
    queue,
    tag,
    key,
    from: from === undefined ? undefined : timeOf('--from', from, now),
    to: to === undefined ? undefined : timeOf('--to', to, now),
    input: input === undefined ? undefined : [input],
    error,
  }) as JobFilter;
}
