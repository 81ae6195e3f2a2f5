import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { LETTER_OPTIONS, letterFilter } from '../../dead-letters/letter-filter.js';
import { groupTable } from '../../dead-letters/letter-text.js';

export const deadGroups = defineApiCommand({
  name: 'dead groups',
  summary: 'Lists dead letters by what their errors have in common',
  operations: ['listDeadLetterGroups'],
  options: LETTER_OPTIONS,
  examples: [{ line: 'kickoff dead groups --workload weather' }],
  ask: ({ api, options }) =>
    answered(api.GET('/dead-letters/groups', { params: { query: letterFilter(options, Date.now()) } })),
  text: ({ items }) => (items.length === 0 ? 'no dead letter is like that' : groupTable(items)),
});
