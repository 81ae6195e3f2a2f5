import { defineCommand } from '../cli/define-command.js';

export const migrate = defineCommand({
  name: 'migrate',
  summary: 'Makes PostgreSQL and NATS what this version needs',
  description:
    'Applies the missing migrations of the platform and of the workloads, and makes or updates streams, buckets and consumers. Repeating it changes nothing; several at once wait for each other.',
  options: {
    replicas: {
      kind: 'number',
      value: 'n',
      min: 1,
      max: 5,
      summary: 'copies of every stream, in place of KICKOFF_STREAM_REPLICAS: 1 in development, 3 in production',
    },
    patience: {
      kind: 'text',
      value: 'duration',
      summary: 'how long to wait for servers that are starting (default 1m)',
    },
  },
  examples: [
    { line: 'kickoff migrate' },
    { line: 'kickoff migrate --replicas 3 --workloads @acme/weather,@acme/mailing' },
  ],
  async run({ options: { replicas, patience = '1m' }, context }) {
    const [{ parseMigrateSettings, runMigrate }, { parseDuration }] = await Promise.all([
      import('@kickoff/database'),
      import('../cli/parse-duration.js'),
    ]);
    const settings = parseMigrateSettings({ ...context.environment });
    const { applied, present } = await runMigrate(
      { ...settings, KICKOFF_STREAM_REPLICAS: replicas ?? settings.KICKOFF_STREAM_REPLICAS },
      { importEntry: await context.importEntry(), patienceMs: parseDuration('--patience', patience) },
    );
    return {
      json: { applied, present },
      text: () =>
        [
          ...applied.map((name) => `applied ${name}`),
          applied.length === 0 ? `nothing new; ${present.length} migrations were there` : '',
          'streams, buckets and consumers are in place',
        ]
          .filter(Boolean)
          .join('\n'),
    };
  },
});
