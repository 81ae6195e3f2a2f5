import type { QueryRunner } from 'typeorm';
import type { Migration } from './migration.js';

/** Flows and their nodes. */
export class Flows0004 implements Migration {
  readonly name = '0004-flows';
  readonly breaking = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE kickoff.flows (
        id uuid NOT NULL,
        root_id uuid NOT NULL,
        parent_id uuid,
        name text NOT NULL,
        kind text NOT NULL,
        scope text NOT NULL,
        state text NOT NULL,
        total integer NOT NULL,
        done integer NOT NULL,
        failed integer NOT NULL,
        open integer NOT NULL,
        follower_ids uuid[] NOT NULL,
        follower_on text[] NOT NULL,
        deadline_ms double precision,
        deadline timestamptz,
        reason text,
        created_at timestamptz NOT NULL,
        started_at timestamptz,
        ended_at timestamptz,
        CONSTRAINT flows_pkey PRIMARY KEY (id)
      )`);
    await runner.query('CREATE INDEX flows_by_root ON kickoff.flows (root_id)');
    await runner.query('CREATE INDEX flows_by_state ON kickoff.flows (state, id)');
    await runner.query('CREATE INDEX flows_due ON kickoff.flows (deadline) WHERE deadline IS NOT NULL');
    await runner.query(`
      CREATE TABLE kickoff.flow_nodes (
        id uuid NOT NULL,
        flow_id uuid NOT NULL,
        root_id uuid NOT NULL,
        ordinal integer NOT NULL,
        name text NOT NULL,
        type text,
        counted boolean NOT NULL,
        job jsonb,
        parent_ids uuid[] NOT NULL,
        child_ids uuid[] NOT NULL,
        child_on text[] NOT NULL,
        waits_for integer NOT NULL,
        may_fail integer NOT NULL,
        needs_failure boolean NOT NULL,
        saw_failure boolean NOT NULL,
        is_doomed boolean NOT NULL,
        state text NOT NULL,
        revision integer NOT NULL,
        ending text,
        released_at timestamptz,
        checked_at timestamptz,
        settled_at timestamptz,
        output jsonb,
        error jsonb,
        reason text,
        CONSTRAINT flow_nodes_pkey PRIMARY KEY (id)
      )`);
    await runner.query('CREATE INDEX flow_nodes_by_flow ON kickoff.flow_nodes (flow_id, ordinal)');
    // The keeper asks every second for the few that are to end, and for those that nothing was heard of.
    await runner.query(`
      CREATE INDEX flow_nodes_ending ON kickoff.flow_nodes (id) WHERE state = 'released' AND ending IS NOT NULL`);
    await runner.query(`
      CREATE INDEX flow_nodes_unheard ON kickoff.flow_nodes (checked_at) WHERE state = 'released' AND type IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE kickoff.flow_nodes, kickoff.flows');
  }
}
