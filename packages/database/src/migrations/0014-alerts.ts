import type { QueryRunner } from 'typeorm';
import { DEFAULT_ALERT_RULES } from './0014-default-rules.js';
import type { Migration } from './migration.js';

/** Rules, alerts, who is told, and the notices that are to be told. */
export class Alerts0014 implements Migration {
  readonly name = '0014-alerts';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    for (const { id, kind, severity, threshold, least, windowMs, forMs } of DEFAULT_ALERT_RULES)
      await runner.query(
        `INSERT INTO kickoff.alert_rules (id, kind, severity, threshold, least, window_ms, for_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, kind, severity, threshold, least, windowMs, forMs],
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE kickoff.alert_notices, kickoff.alerts, kickoff.alert_receivers, kickoff.alert_rules',
    );
  }
}

const STATEMENTS = [
  `CREATE TABLE kickoff.alert_rules (
    id text NOT NULL,
    kind text NOT NULL,
    severity text NOT NULL,
    threshold double precision NOT NULL,
    least integer NOT NULL,
    window_ms double precision NOT NULL,
    for_ms double precision NOT NULL,
    workload text,
    queue text,
    type text,
    receivers text[] NOT NULL DEFAULT '{}',
    enabled boolean NOT NULL DEFAULT true,
    CONSTRAINT alert_rules_pkey PRIMARY KEY (id)
  )`,
  `CREATE TABLE kickoff.alerts (
    id uuid NOT NULL,
    rule_id text NOT NULL,
    subject text NOT NULL,
    severity text NOT NULL,
    state text NOT NULL,
    message text NOT NULL,
    value double precision NOT NULL,
    since timestamptz NOT NULL,
    fired_at timestamptz,
    resolved_at timestamptz,
    told_at timestamptz,
    muted_until timestamptz,
    muted_by text,
    acknowledged_at timestamptz,
    acknowledged_by text,
    CONSTRAINT alerts_pkey PRIMARY KEY (id)
  )`,
  `CREATE UNIQUE INDEX alerts_open ON kickoff.alerts (rule_id, subject) WHERE state <> 'resolved'`,
  `CREATE TABLE kickoff.alert_receivers (
    id text NOT NULL,
    kind text NOT NULL,
    target text NOT NULL,
    secret text,
    enabled boolean NOT NULL DEFAULT true,
    CONSTRAINT alert_receivers_pkey PRIMARY KEY (id)
  )`,
  `CREATE TABLE kickoff.alert_notices (
    id uuid NOT NULL,
    alert_id uuid NOT NULL,
    receiver_id text NOT NULL,
    event text NOT NULL,
    body jsonb NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    error text,
    CONSTRAINT alert_notices_pkey PRIMARY KEY (id)
  )`,
  'CREATE UNIQUE INDEX alert_notices_once ON kickoff.alert_notices (alert_id, receiver_id, event)',
  'CREATE INDEX alert_notices_due ON kickoff.alert_notices (next_at) WHERE ended_at IS NULL',
];
