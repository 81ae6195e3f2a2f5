import { defineCommand } from '../../cli/define-command.js';
import { EXIT_CODES } from '../../cli/exit-codes.js';
import { styled } from '../../cli/terminal.js';

export const configCheck = defineCommand({
  name: 'config check',
  summary: 'Checks the environment against the settings of every service',
  description:
    'Names every setting that is wrong, missing or misspelt, for each service that reads it, for the migrate command and for the workloads. Secrets are not printed. Nothing is connected to. Exits with 3 when anything is wrong.',
  options: {
    service: { kind: 'list', value: 'names', complete: 'services', summary: 'only these; default all' },
  },
  examples: [
    { line: 'kickoff config check' },
    { line: 'kickoff config check --service poller,processor --json' },
    {
      line: 'env $(grep -v ^# settings.env) kickoff config check',
      does: 'checks a file of settings before it is deployed',
    },
  ],
  async run({ options: { service: names }, context }) {
    const { checkSettings } = await import('../../config/check-settings.js');
    const checked = await checkSettings(context, names);
    const problems = checked.flatMap((each) => each.problems);
    return {
      json: { ok: problems.length === 0, checked },
      text: () =>
        checked
          .map((each) =>
            each.problems.length === 0
              ? `${styled('green', 'ok')}     ${each.name}`
              : [
                  `${styled('red', 'wrong')}  ${each.name}`,
                  ...each.problems.map(({ name, problem }) => `         ${name} ${problem}`),
                ].join('\n'),
          )
          .join('\n'),
      exitCode: problems.length === 0 ? EXIT_CODES.ok : EXIT_CODES.unhealthy,
    };
  },
});
