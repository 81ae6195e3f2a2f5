import { answered } from '../../api/answered.js';
import { defineCommand } from '../../cli/define-command.js';
import { EXIT_CODES } from '../../cli/exit-codes.js';
import { valueText } from '../../cli/fields.js';
import { withoutUndefined } from '../../cli/without-undefined.js';
import { PRIORITY_CHOICES } from '../../jobs/priority-choices.js';

export const jobsEnqueue = defineCommand({
  name: 'jobs enqueue',
  summary: 'Enqueues a job, and waits for its result if told to',
  description:
    'The input is checked against the schema of the type. With --wait it prints what the job returned, and exits with 1 when it did not succeed.',
  operations: ['enqueueJobs', 'getJob'],
  arguments: { type: { summary: 'e.g. weather.report-weather', complete: 'types' } },
  options: {
    input: { kind: 'text', value: 'json', summary: 'input, or @file for one in a file' },
    delay: { kind: 'text', value: 'duration', summary: 'run so long from now' },
    at: { kind: 'text', value: 'time', summary: 'run at this time' },
    'expires-in': { kind: 'text', value: 'duration', summary: 'not started by then: expired' },
    priority: { kind: 'choice', choices: PRIORITY_CHOICES, summary: 'in place of that of the type' },
    tags: { kind: 'list', value: 'tags', summary: 'added to those of the type' },
    attempts: { kind: 'number', value: 'count', min: 1, max: 1_000, summary: 'in place of those of the type' },
    key: { kind: 'text', value: 'json', summary: 'key in place of that which the type makes of the input' },
    'idempotency-key': { kind: 'text', value: 'text', summary: 'the same text again within 24 hours: done once' },
    wait: { kind: 'flag', summary: 'wait until it has ended, and print what it returned' },
  },
  examples: [
    { line: `kickoff jobs enqueue weather.report-weather --input '{"city":"oslo"}'` },
    { line: 'kickoff jobs enqueue weather.predict-rain --input @city.json --wait --json | jq .output' },
  ],
  async run({ arguments: { type }, options, context }) {
    const [api, { jsonOf }, { followJob }] = await Promise.all([
      context.api(),
      import('../../api/json-of.js'),
      import('../../jobs/follow-job.js'),
    ]);
    const { input, key, wait, 'expires-in': expiresIn, 'idempotency-key': once, tags, ...rest } = options;
    const body = withoutUndefined({
      type,
      input: input === undefined ? undefined : await jsonOf('--input', input, context),
      key: key === undefined ? undefined : await jsonOf('--key', key, context),
      expiresIn,
      tags: tags && [...tags],
      delay: rest.delay,
      at: rest.at,
      priority: rest.priority,
      attempts: rest.attempts,
    });
    const header = once === undefined ? {} : { 'Idempotency-Key': once };
    const enqueued = await answered(api.POST('/jobs', { body, params: { header } }));
    const job = enqueued.jobs[0]!;
    if (!wait) return { json: job, text: () => `${job.id}${job.duplicate ? ' (it was there already)' : ''}` };
    const ended = await followJob(api, job.id, () => {});
    const succeeded = ended.state === 'succeeded';
    return {
      json: ended,
      text: () =>
        succeeded
          ? (valueText(ended.output) ?? `${ended.id} succeeded`)
          : `${ended.id} is ${ended.state}: ${ended.error?.message ?? ended.reason ?? 'no reason is known'}`,
      exitCode: succeeded ? EXIT_CODES.ok : EXIT_CODES.failed,
    };
  },
});
