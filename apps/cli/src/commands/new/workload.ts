import { defineCommand } from '../../cli/define-command.js';

export const newWorkload = defineCommand({
  name: 'new workload',
  summary: 'Writes the package of a new workload, with a job type and tests',
  description:
    'The package compiles and its tests pass. It may be anywhere, and depends on the published packages of this version.',
  arguments: { name: { summary: 'kebab-case, e.g. weather' } },
  options: {
    folder: { kind: 'text', value: 'path', summary: 'where it goes (default ./<name>)' },
    package: { kind: 'text', value: 'name', summary: 'name of the package (default <name>)' },
    summary: { kind: 'text', value: 'text', summary: 'what it is for, one sentence' },
    job: { kind: 'text', value: 'verb-noun', summary: 'its first job type (default say-hello)' },
    queue: { kind: 'text', value: 'name', summary: 'its first queue (default work)' },
    service: {
      kind: 'choice',
      choices: ['poller', 'processor', 'gateway', 'external'],
      summary: 'the service that runs the queue (default processor); external: a worker of your own',
    },
  },
  examples: [
    { line: 'kickoff new workload weather --package @acme/weather --job report-weather --queue reporting' },
    { line: 'kickoff new workload mailing --folder workloads/mailing', does: 'in a clone of the repository' },
  ],
  async run({ arguments: { name }, options, context }) {
    const [{ newWorkload: write }, { assertName }] = await Promise.all([
      import('../../scaffold/new-workload.js'),
      import('../../scaffold/assert-name.js'),
    ]);
    const { job = 'say-hello', queue = 'work', service = 'processor' } = options;
    assertName('the name of the workload', name);
    assertName('--job', job);
    assertName('--queue', queue);
    const folder = context.path(options.folder ?? name);
    const { type, written } = await write({
      name,
      folder,
      package: options.package ?? name,
      summary: options.summary ?? `The workload ${name}.`,
      queue,
      service,
      job,
    });
    return {
      json: { folder, type, written },
      text: () =>
        [
          ...written.map((path) => `wrote ${path}`),
          `in ${folder}; next: npm install && npm test, then kickoff work --workload .`,
        ].join('\n'),
    };
  },
});
