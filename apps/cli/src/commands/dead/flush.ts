import { answered } from '../../api/answered.js';
import { REASON_OPTION } from '../../api/api-options.js';
import { defineCommand } from '../../cli/define-command.js';
import { inPortions } from '../../dead-letters/in-portions.js';
import { chosenLetters, WHICH_OPTIONS } from '../../dead-letters/letter-filter.js';

export const deadFlush = defineCommand({
  name: 'dead flush',
  summary: 'Deletes open dead letters, so that their jobs can never run again',
  description: 'Of a filter, or every one. The record of the jobs stays. Exits with 1 when some are refused.',
  operations: ['flushDeadLetters'],
  options: { ...WHICH_OPTIONS, ...REASON_OPTION },
  examples: [{ line: 'kickoff dead flush --to 7d' }, { line: 'kickoff dead flush --all' }],
  async run({ context, options: { reason, ...which } }) {
    const api = await context.api();
    const filter = chosenLetters(which, Date.now());
    return inPortions({
      context,
      filter,
      verb: 'flush',
      done: 'deleted',
      portion: (cursor) => answered(api.POST('/dead-letters/flush', { body: { ...filter, cursor, reason } })),
    });
  },
});
