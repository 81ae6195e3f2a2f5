import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Schedules that somebody made at run time, beside those that the code declares. */
export class RunTimeSchedules0007 implements Migration {
  readonly name = '0007-run-time-schedules';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE kickoff.schedules ADD COLUMN created_by text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE kickoff.schedules DROP COLUMN created_by');
  }
}
