import 'reflect-metadata';
import { Broker } from '@kickoff/jobs';
import { createDataSource } from './connection/data-source.js';
import { parseMigrateSettings } from './migrate/migrate-settings.js';
import { rebuildRecord } from './rebuild/rebuild-record.js';

/** The rebuild command: folds what EVENTS still holds into the record once more, prints how far it is, ends. Settings as migrate. */
async function main(): Promise<void> {
  const settings = parseMigrateSettings();
  const dataSource = await createDataSource({
    url: settings.KICKOFF_DATABASE_URL,
    name: 'kickoff-rebuild',
    poolSize: 2,
  }).initialize();
  try {
    const broker = await Broker.connect({
      servers: settings.KICKOFF_NATS_URL.split(','),
      name: 'rebuild',
      user: settings.KICKOFF_NATS_USER,
      pass: settings.KICKOFF_NATS_PASSWORD,
      prefix: settings.KICKOFF_PREFIX,
    });
    try {
      const { events, bad } = await rebuildRecord({ broker, dataSource }, (counts, left) => {
        process.stdout.write(`rebuild: ${counts.events} events, ${left} messages left\n`);
      });
      process.stdout.write(`rebuild: done, ${events} events; ${bad} could not be recorded\n`);
    } finally {
      await broker.close();
    }
  } finally {
    await dataSource.destroy();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`rebuild: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
