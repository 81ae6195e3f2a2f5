import type { OptionDefinitions } from '../cli/define-command.js';

/** Rows that a list shows unless it is told otherwise. */
export const DEFAULT_LIMIT = 50;

/** Options of every command that lists what the api gives page by page. */
export const PAGE_OPTIONS = {
  limit: { kind: 'number', value: 'count', min: 1, max: 1_000_000, summary: `most rows (default ${DEFAULT_LIMIT})` },
  cursor: { kind: 'text', value: 'text', summary: 'go on after a list that ended with this `next`' },
} as const satisfies OptionDefinitions;
