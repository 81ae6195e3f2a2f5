import { REASON_OPTION } from '../../api/api-options.js';
import { defineCommand } from '../../cli/define-command.js';
import { changeLetters } from '../../dead-letters/change-letters.js';
import { WHICH_OPTIONS } from '../../dead-letters/letter-filter.js';

export const deadRetry = defineCommand({
  name: 'dead retry',
  summary: 'Runs dead jobs again, with all their attempts before them',
  description:
    'Of one job, of a group, of all that a filter describes, or of every open letter. Exits with 1 when some are refused.',
  operations: ['retryDeadLetter', 'retryDeadLetters', 'retryDeadLetterGroup'],
  arguments: { id: { summary: 'of one job', optional: true } },
  options: { ...WHICH_OPTIONS, ...REASON_OPTION },
  examples: [
    { line: 'kickoff dead retry 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' },
    { line: 'kickoff dead retry --group 0123456789abcdef --reason "the upstream is back"' },
  ],
  run: ({ context, arguments: { id }, options }) => changeLetters('retry', { context, id, options }),
});
