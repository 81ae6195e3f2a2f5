import { answered } from '../../api/answered.js';
import { defineApiCommand } from '../../api/define-api-command.js';
import { keyText } from '../../control/key-text.js';

export const keysCreate = defineApiCommand({
  name: 'keys create',
  summary: 'Makes a key for the API and shows it, this once',
  operations: ['createKey'],
  arguments: { name: { summary: 'for people, e.g. the program that uses it' } },
  options: {
    role: {
      kind: 'choice',
      choices: ['viewer', 'operator', 'publisher', 'admin'],
      summary: 'what it may do (default viewer)',
    },
    payloads: { kind: 'flag', summary: 'inputs and outputs of jobs are shown to it' },
    for: { kind: 'list', value: 'workloads', complete: 'workloads', summary: 'workloads that a publisher enqueues to' },
    'expires-at': { kind: 'text', value: 'time', summary: 'ISO 8601 (default never)' },
  },
  examples: [
    { line: 'kickoff keys create dashboard --role operator --payloads' },
    { line: 'kickoff keys create shop --role publisher --for weather --json | jq -r .key > key' },
  ],
  ask: ({ api, arguments: { name }, options }) => {
    const { role = 'viewer', payloads, for: workloads = [], 'expires-at': expiresAt } = options;
    const body = { name, role, payloads, workloads: [...workloads], ...(expiresAt === undefined ? {} : { expiresAt }) };
    return answered(api.POST('/keys', { body }));
  },
  text: keyText,
});
