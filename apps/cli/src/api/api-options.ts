import type { OptionDefinitions } from '../cli/define-command.js';

/** Option of what is kept with who did it and why. */
export const REASON_OPTION = {
  reason: { kind: 'text', value: 'text', summary: 'why, for the history (default by hand)' },
} as const satisfies OptionDefinitions;

export const DEFAULT_REASON = 'by hand';
