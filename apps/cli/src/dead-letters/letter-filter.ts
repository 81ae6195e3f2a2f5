import type { operations } from '@kickoff/api-client';
import { OWNER_OPTIONS } from '../api/job-filter.js';
import { timeOf } from '../api/time-of.js';
import { UsageError } from '../cli/command-error.js';
import type { OptionDefinitions } from '../cli/define-command.js';
import { withoutUndefined } from '../cli/without-undefined.js';

/** What dead letters are looked for by, but for their state. */
export type LetterFilter = Omit<
  NonNullable<operations['listDeadLetters']['parameters']['query']>,
  'limit' | 'cursor' | 'state'
>;

/** Options of every command that takes a filter of dead letters; all that are given have to hold. */
export const LETTER_OPTIONS = {
  group: { kind: 'text', value: 'fingerprint', summary: 'of this group, as `dead groups` shows it' },
  ...OWNER_OPTIONS,
  from: { kind: 'text', value: 'time', summary: 'died at or after: ISO 8601, or so long ago (2h)' },
  to: { kind: 'text', value: 'time', summary: 'died before: ISO 8601, or so long ago (5m)' },
  error: { kind: 'text', value: 'text', summary: 'with this in the code or message of the error' },
} as const satisfies OptionDefinitions;

/** What chooses the letters that a command changes. */
export const WHICH_OPTIONS = {
  ...LETTER_OPTIONS,
  all: { kind: 'flag', summary: 'every open one' },
} as const satisfies OptionDefinitions;

export interface LetterOptions {
  group?: string | undefined;
  type?: readonly string[] | undefined;
  workload?: readonly string[] | undefined;
  queue?: readonly string[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  error?: string | undefined;
}

/** @throws UsageError for a time that is none */
export function letterFilter(
  { group, type, workload, queue, from, to, error }: LetterOptions,
  now: number,
): LetterFilter {
  return withoutUndefined({
    type,
    workload,
    queue,
    error,
    fingerprint: group,
    from: from === undefined ? undefined : timeOf('--from', from, now),
    to: to === undefined ? undefined : timeOf('--to', to, now),
  }) as LetterFilter;
}

/**
 * The filter of a command that changes many.
 *
 * @throws UsageError when nothing says which, or both a filter and `--all` do
 */
export function chosenLetters({ all, ...options }: LetterOptions & { all: boolean }, now: number): LetterFilter {
  const filter = letterFilter(options, now);
  const isFiltered = Object.keys(filter).length > 0;
  if (isFiltered !== all) return filter;
  throw new UsageError(all ? '--all and a filter exclude each other' : 'which dead letters?', {
    remedy: 'give the id of a job, a filter such as --group or --type, or --all',
  });
}
