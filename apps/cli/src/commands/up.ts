import { defineCommand } from '../cli/define-command.js';
import { forEver } from '../cli/for-ever.js';
import { UsageError } from '../cli/command-error.js';

const PORT = { kind: 'number', value: 'port', min: 0, max: 65_535 } as const;

export const up = defineCommand({
  name: 'up',
  summary: 'Runs every service in this one process, until it is stopped',
  description:
    'For small installations: against the NATS and PostgreSQL of the settings, after applying what migrate applies. The services write log lines in JSON. An error that nobody catches ends all of them with code 1, to be started anew by whoever started them.',
  options: {
    services: { kind: 'list', value: 'names', complete: 'services', summary: 'only these; default all' },
    'skip-migrate': { kind: 'flag', summary: 'do not migrate first' },
    'api-port': { ...PORT, summary: 'of the api (default 3000); 0 takes a free one' },
    'gateway-port': { ...PORT, summary: 'of the gateway (default 3001); 0 takes a free one' },
    'health-port': {
      ...PORT,
      summary: 'of the first service (default 3100); each further one has the next; 0 takes free ones',
    },
  },
  examples: [
    { line: 'kickoff up' },
    { line: 'kickoff up --services scheduler,recorder,api --workloads @acme/weather', does: 'with workers elsewhere' },
  ],
  async run({ options, context }) {
    const [{ runTogether }, { planServices, SERVICES }] = await Promise.all([
      import('@kickoff/nest'),
      import('../up/plan-services.js'),
    ]);
    const unknown = options.services?.find((name) => !SERVICES.some((service) => service === name));
    if (unknown !== undefined) {
      throw new UsageError(`${unknown} is no service`, {
        where: '--services',
        remedy: `name some of ${SERVICES.join(', ')}`,
      });
    }
    const chosen = SERVICES.filter((name) => options.services?.includes(name) ?? true);
    const plan = planServices(chosen, context.environment, {
      api: options['api-port'] ?? 3_000,
      gateway: options['gateway-port'] ?? 3_001,
      health: options['health-port'] ?? 3_100,
    });
    const { stderr } = context.terminal;
    const importEntry = await context.importEntry();
    if (!options['skip-migrate']) {
      const { parseMigrateSettings, runMigrate } = await import('@kickoff/database');
      const { applied } = await runMigrate(parseMigrateSettings({ ...context.environment }), { importEntry });
      stderr.write(`migrated: ${applied.join(', ') || 'nothing new'}\n`);
    }
    const onStarted = () => stderr.write(`kickoff is up: ${chosen.join(', ')}\n`);
    await runTogether(plan, { importEntry, onStarted });
    return forEver();
  },
});
