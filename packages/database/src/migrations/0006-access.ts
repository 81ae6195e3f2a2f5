import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Keys of the control API, the audit of what was done with them, and answers for repeated requests. */
export class Access0006 implements Migration {
  readonly name = '0006-access';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE kickoff.api_keys (
        id uuid NOT NULL,
        name text NOT NULL,
        start text NOT NULL,
        hash bytea NOT NULL,
        role text NOT NULL,
        payloads boolean NOT NULL,
        workloads text[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        created_by text NOT NULL,
        expires_at timestamptz,
        revoked_at timestamptz,
        last_used_at timestamptz,
        CONSTRAINT api_keys_pkey PRIMARY KEY (id)
      )`);
    await runner.query('CREATE UNIQUE INDEX api_keys_by_hash ON kickoff.api_keys (hash)');
    await runner.query('CREATE UNIQUE INDEX api_keys_by_name ON kickoff.api_keys (name) WHERE revoked_at IS NULL');
    await runner.query(`
      CREATE TABLE kickoff.audit (
        id uuid NOT NULL,
        at timestamptz NOT NULL,
        key_id uuid NOT NULL,
        who text NOT NULL,
        request_id text NOT NULL,
        operation text NOT NULL,
        target text NOT NULL,
        before jsonb,
        after jsonb,
        CONSTRAINT audit_pkey PRIMARY KEY (id)
      )`);
    await runner.query('CREATE INDEX audit_by_key ON kickoff.audit (key_id, id)');
    await runner.query('CREATE INDEX audit_by_operation ON kickoff.audit (operation, id)');
    await runner.query(`
      CREATE TABLE kickoff.idempotent_requests (
        key_id uuid NOT NULL,
        idempotency_key text NOT NULL,
        fingerprint bytea NOT NULL,
        first_at timestamptz NOT NULL DEFAULT now(),
        claimed_at timestamptz,
        answer jsonb,
        answered_at timestamptz,
        CONSTRAINT idempotent_requests_pkey PRIMARY KEY (key_id, idempotency_key)
      )`);
    await runner.query('CREATE INDEX idempotent_requests_by_age ON kickoff.idempotent_requests (first_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE kickoff.idempotent_requests, kickoff.audit, kickoff.api_keys');
  }
}
