import { parseMigrateSettings } from './migrate/migrate-settings.js';
import { runMigrate } from './migrate/run-migrate.js';

/** The migrate command as a program: applies everything, prints what it did, ends. */

async function main(): Promise<void> {
  const { applied } = await runMigrate(parseMigrateSettings());
  const what = applied.length > 0 ? applied.join(', ') : 'nothing new';
  process.stdout.write(`migrate: ${what}; streams, buckets and consumers are in place\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`migrate: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
