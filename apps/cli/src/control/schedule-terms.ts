import { jsonOf } from '../api/json-of.js';
import type { CommandContext } from '../cli/command-context.js';
import type { OptionDefinitions } from '../cli/define-command.js';
import { withoutUndefined } from '../cli/without-undefined.js';

/** Options of what says when and with what a schedule fires. */
export const TERMS_OPTIONS = {
  input: { kind: 'text', value: 'json', summary: 'input of its jobs, or @file' },
  every: { kind: 'text', value: 'duration', summary: 'whole seconds, instead of --cron' },
  cron: { kind: 'text', value: 'fields', summary: 'five fields, or six with seconds first' },
  'time-zone': { kind: 'text', value: 'name', summary: 'for --cron, e.g. Europe/Paris (default UTC)' },
  overlap: {
    kind: 'choice',
    choices: ['skip', 'queue-one', 'queue-all', 'cancel-running'],
    summary: 'while an earlier job is unfinished',
  },
  'catch-up': { kind: 'choice', choices: ['none', 'last', 'all'], summary: 'what is made up for after an outage' },
  'catch-up-within': { kind: 'text', value: 'duration', summary: 'how late that may be (default 1d)' },
  jitter: { kind: 'text', value: 'duration', summary: 'each job starts up to so much later' },
  'pause-after-failures': {
    kind: 'number',
    value: 'count',
    min: 1,
    max: 1_000,
    summary: 'jobs that die in a row and disable it',
  },
} as const satisfies OptionDefinitions;

interface TermsOptions {
  input: string | undefined;
  every: string | undefined;
  cron: string | undefined;
  'time-zone': string | undefined;
  overlap: 'skip' | 'queue-one' | 'queue-all' | 'cancel-running' | undefined;
  'catch-up': 'none' | 'last' | 'all' | undefined;
  'catch-up-within': string | undefined;
  jitter: string | undefined;
  'pause-after-failures': number | undefined;
}

/** @throws UsageError for an input that is no JSON */
export async function termsOf(options: TermsOptions, context: CommandContext) {
  const { input, every, cron, overlap, jitter } = options;
  return withoutUndefined({
    input: input === undefined ? undefined : await jsonOf('--input', input, context),
    every,
    cron,
    timeZone: options['time-zone'],
    overlap,
    catchUp: options['catch-up'],
    catchUpWithin: options['catch-up-within'],
    jitter,
    pauseAfterFailures: options['pause-after-failures'],
  });
}
