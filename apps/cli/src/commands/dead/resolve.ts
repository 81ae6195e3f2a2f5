import { REASON_OPTION } from '../../api/api-options.js';
import { defineCommand } from '../../cli/define-command.js';
import { changeLetters } from '../../dead-letters/change-letters.js';
import { WHICH_OPTIONS } from '../../dead-letters/letter-filter.js';

export const deadResolve = defineCommand({
  name: 'dead resolve',
  summary: 'Closes dead letters without running their jobs; they are kept',
  description:
    'Of one job, of a group, of all that a filter describes, or of every open letter. Exits with 1 when some are refused.',
  operations: ['resolveDeadLetter', 'resolveDeadLetters', 'resolveDeadLetterGroup'],
  arguments: { id: { summary: 'of one job', optional: true } },
  options: { ...WHICH_OPTIONS, ...REASON_OPTION },
  examples: [{ line: 'kickoff dead resolve --type weather.report-weather --reason "entered by hand"' }],
  run: ({ context, arguments: { id }, options }) => changeLetters('resolve', { context, id, options }),
});
