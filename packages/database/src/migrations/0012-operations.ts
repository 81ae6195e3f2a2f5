import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** What operators do to many jobs at once, and how far it has come. */
export class Operations0012 implements Migration {
  readonly name = '0012-operations';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE kickoff.operations (
        id uuid NOT NULL,
        action jsonb NOT NULL,
        filter jsonb NOT NULL,
        asked jsonb NOT NULL,
        asked_at timestamptz NOT NULL,
        key_id uuid NOT NULL,
        who text NOT NULL,
        request_id text NOT NULL,
        total integer NOT NULL,
        cursor uuid NOT NULL,
        done integer NOT NULL DEFAULT 0,
        skipped jsonb NOT NULL DEFAULT '{}',
        failed jsonb NOT NULL DEFAULT '{}',
        ended_at timestamptz,
        CONSTRAINT operations_pkey PRIMARY KEY (id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE kickoff.operations');
  }
}
