import { defineCommand } from '../cli/define-command.js';
import { EXIT_CODES } from '../cli/exit-codes.js';
import { bytes } from '../cli/span.js';
import { table } from '../cli/table.js';
import { styled } from '../cli/terminal.js';
import { queueTable } from './queues/list.js';

export const status = defineCommand({
  name: 'status',
  summary: 'Shows NATS, PostgreSQL, streams, queues and workers at a glance',
  description:
    'Exits with 4 when a server does not answer and with 3 when migrations are missing. `kickoff doctor` says what to do.',
  operations: ['getStatus'],
  examples: [{ line: 'kickoff status' }, { line: 'kickoff status --json | jq .nats.version' }],
  async run({ context }) {
    const { readStatus } = await import('../status/read-status.js');
    const found = await readStatus(context);
    const { nats, postgres, streams, queues, workers } = found;
    const isUp = nats.reachable && postgres?.reachable !== false;
    const isMigrated = (postgres?.missingMigrations ?? []).length === 0;
    return {
      json: found,
      text: () =>
        [
          `NATS         ${nats.reachable ? `${up()} ${nats.version}, clock ${nats.skewMs} ms apart` : down(nats.problem)}`,
          `PostgreSQL   ${postgresText(postgres)}`,
          `workers      ${workers.length} alive, ${workers.reduce((sum, { running }) => sum + running, 0)} jobs running`,
          '',
          table(
            ['STREAM', 'MESSAGES', 'SIZE', 'REPLICAS'],
            streams.map((stream) => [stream.name, stream.messages, bytes(stream.bytes), stream.replicas]),
            { right: [1, 2, 3] },
          ),
          '',
          queueTable(queues),
        ].join('\n'),
      exitCode: !isUp ? EXIT_CODES.unreachable : isMigrated ? EXIT_CODES.ok : EXIT_CODES.unhealthy,
    };
  },
});

function postgresText(
  postgres:
    { reachable: boolean; version?: string; problem?: string; missingMigrations?: readonly string[] } | undefined,
): string {
  if (!postgres) return 'not asked: KICKOFF_DATABASE_URL is not set';
  if (!postgres.reachable) return down(postgres.problem);
  const missing = postgres.missingMigrations ?? [];
  const migrations = missing.length === 0 ? 'migrated' : styled('yellow', `lacks ${missing.join(', ')}`);
  return `${up()} ${postgres.version}, ${migrations}`;
}

function up(): string {
  return styled('green', 'up');
}

function down(problem: string | undefined): string {
  return `${styled('red', 'down')} ${problem}`;
}
