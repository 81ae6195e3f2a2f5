import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Keeps all that a job was enqueued with, so that one whose message is lost can be put back. Null for jobs from before. */
export class WholeEnvelopes0008 implements Migration {
  readonly name = '0008-whole-envelopes';
  /** The recorder writes these columns. */
  readonly breaking = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE kickoff.job_envelopes ADD COLUMN carried jsonb, ADD COLUMN stored_input jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE kickoff.job_envelopes DROP COLUMN carried, DROP COLUMN stored_input');
  }
}
