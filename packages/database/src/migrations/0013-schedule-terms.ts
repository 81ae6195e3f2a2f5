import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** How ticks of a schedule become jobs, besides overlap, and why it was disabled. */
export class ScheduleTerms0013 implements Migration {
  readonly name = '0013-schedule-terms';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE kickoff.schedules
        ADD COLUMN terms jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN override_terms jsonb,
        ADD COLUMN disabled_reason text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE kickoff.schedules DROP COLUMN terms, DROP COLUMN override_terms, DROP COLUMN disabled_reason',
    );
  }
}
