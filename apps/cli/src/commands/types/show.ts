import { defineCommand } from '../../cli/define-command.js';
import { NotFound } from '../../cli/command-error.js';
import { span } from '../../cli/span.js';

export const typesShow = defineCommand({
  name: 'types show',
  summary: 'Shows one job type: its policy, schemas and workers',
  operations: ['getType'],
  arguments: { type: { summary: 'e.g. weather.report-weather', complete: 'types' } },
  examples: [
    { line: 'kickoff types show weather.report-weather' },
    { line: 'kickoff types show weather.report-weather --json | jq .input', does: 'the JSON Schema of its input' },
  ],
  async run({ arguments: { type: wanted }, context }) {
    const [{ knownWorkers, registeredTypes }, { answersTo, nearest }] = await Promise.all([
      import('@kickoff/jobs'),
      import('@kickoff/contracts'),
    ]);
    const broker = await context.broker();
    const types = await registeredTypes(broker);
    const type = types.find((each) => answersTo(each, wanted));
    if (!type) {
      const known = types.map((each) => each.type);
      const suggestion = nearest(wanted, known);
      throw new NotFound(`no worker has announced ${wanted}${suggestion ? `; did you mean ${suggestion}?` : ''}`, {
        where: 'the bucket `registry`',
        remedy: 'see `kickoff types list`, or start a worker that serves it',
      });
    }
    const workers = (await knownWorkers(broker)).filter(({ types: served }) => served.includes(type.type));
    const { versions, ...last } = type;
    return {
      json: { ...last, versions, workers: workers.map(({ name }) => name) },
      text: () =>
        [
          `type       ${last.type} (version ${last.version} of ${versions.join(', ')})`,
          `summary    ${last.summary}`,
          `known as   ${Object.keys(last.enqueue?.knownAs ?? {}).join(', ') || 'no other name'}`,
          `queue      ${last.queue}, priority ${last.priority}`,
          `attempts   ${last.attempts}, each at most ${span(last.timeoutMs)}`,
          `workers    ${workers.length === 0 ? 'none' : workers.map(({ name }) => name).join(', ')}`,
          `input      ${schemaText(last.input)}`,
          `output     ${schemaText(last.output)}`,
        ].join('\n'),
    };
  },
});

function schemaText(schema: unknown): string {
  if (schema === undefined) return 'anything';
  return JSON.stringify(schema, null, 2).replaceAll('\n', '\n           ');
}
