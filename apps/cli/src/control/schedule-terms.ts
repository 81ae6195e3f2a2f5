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
  overlap: { kind: 'choice', choices: ['skip', 'queue-all'], summary: 'while an earlier job is unfinished' },
} as const satisfies OptionDefinitions;

interface TermsOptions {
  input: string | undefined;
  every: string | undefined;
  cron: string | undefined;
  'time-zone': string | undefined;
  overlap: 'skip' | 'queue-all' | undefined;
}

/** @throws UsageError for an input that is no JSON */
export async function termsOf(options: TermsOptions, context: CommandContext) {
  const { input, every, cron, overlap, 'time-zone': timeZone } = options;
  const parsed = input === undefined ? undefined : await jsonOf('--input', input, context);
  return withoutUndefined({ input: parsed, every, cron, timeZone, overlap });
}
