import { defineCommand } from '../cli/define-command.js';

export const rights = defineCommand({
  name: 'rights',
  summary: 'Prints the users that a NATS server must have, with their permissions',
  description:
    'One user for each service of the platform, one for each workload, and `kickoff_admin` for the migrate command and this one, as the `authorization` block of the server’s configuration. It holds no password: each stands for a variable of the server’s environment. Connects to nothing.',
  options: {
    teams: {
      kind: 'list',
      value: 'workloads',
      summary: 'names of workloads that no service loads: their teams run them with workers of their own',
    },
  },
  examples: [
    { line: 'kickoff rights > users.conf', does: 'for `include users.conf` in the configuration of the server' },
    {
      line: 'kickoff rights --teams weather,mailing --json | jq -r ".[].passwordVariable"',
      does: 'which passwords it needs',
    },
  ],
  async run({ options: { teams = [] }, context }) {
    const [{ authorizationBlock, brokerUsers }, { useInstallation }, { assertName }] = await Promise.all([
      import('@kickoff/jobs'),
      import('@kickoff/contracts'),
      import('../scaffold/assert-name.js'),
    ]);
    for (const team of teams) assertName('--teams', team);
    useInstallation(context.environment['KICKOFF_PREFIX'] || undefined);
    const loaded = (await context.workloads()).map(({ workload }) => workload.name);
    const users = brokerUsers({ loaded, teams });
    return { json: users, text: () => authorizationBlock(users).trimEnd() };
  },
});
