import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { PAGE_OPTIONS } from '../../api/page-options.js';
import { pageText, readPages } from '../../api/read-pages.js';
import { LETTER_OPTIONS, letterFilter } from '../../dead-letters/letter-filter.js';
import { letterTable } from '../../dead-letters/letter-text.js';

const STATES = ['open', 'retried', 'resolved'] as const;

export const deadList = defineApiCommand({
  name: 'dead list',
  summary: 'Lists dead letters, newest job first',
  operations: ['listDeadLetters'],
  options: {
    state: { kind: 'choice', choices: STATES, summary: 'only these (default all)' },
    ...LETTER_OPTIONS,
    ...PAGE_OPTIONS,
  },
  examples: [{ line: 'kickoff dead list --state open --from 2h' }],
  ask: ({ api, options: { limit, cursor, state, ...which } }) => {
    const filter = { ...letterFilter(which, Date.now()), ...(state === undefined ? {} : { state: [state] }) };
    return readPages({ limit, cursor }, (page) =>
      answered(api.GET('/dead-letters', { params: { query: { ...filter, ...page } } })),
    );
  },
  text: (page) => pageText(page, page.items.length === 0 ? 'no dead letter is like that' : letterTable(page.items)),
});
