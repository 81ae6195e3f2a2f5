import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Analyses, bulk analyses, who asked, payments, notifications, and responses of GitHub that may still hold. */
export class Analyses0001 implements MigrationInterface {
  readonly name = '0001-analyses';
  readonly breaking = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE profile_review.bulk_analyses (
        id uuid NOT NULL,
        analyses integer NOT NULL,
        created_at timestamptz NOT NULL,
        completed_at timestamptz,
        failed_at timestamptz,
        finished_at timestamptz,
        CONSTRAINT bulk_analyses_pkey PRIMARY KEY (id)
      )`);
    await runner.query(`
      CREATE TABLE profile_review.analyses (
        id uuid NOT NULL,
        github_username text NOT NULL,
        status text NOT NULL,
        progress double precision NOT NULL,
        step text NOT NULL,
        email text,
        webhook_url text,
        ip_address inet,
        bulk_id uuid,
        is_paid boolean NOT NULL,
        github_data json,
        overall_score smallint,
        profile_score smallint,
        projects_score smallint,
        consistency_score smallint,
        technical_score smallint,
        community_score smallint,
        ai_analysis json,
        reviewer text,
        error text,
        created_at timestamptz NOT NULL,
        started_at timestamptz,
        completed_at timestamptz,
        failed_at timestamptz,
        paid_at timestamptz,
        CONSTRAINT analyses_pkey PRIMARY KEY (id),
        CONSTRAINT analyses_bulk_fkey FOREIGN KEY (bulk_id) REFERENCES profile_review.bulk_analyses (id) ON DELETE SET NULL
      )`);
    await runner.query('CREATE INDEX analyses_username_idx ON profile_review.analyses (github_username)');
    await runner.query('CREATE INDEX analyses_bulk_idx ON profile_review.analyses (bulk_id)');
    await runner.query('CREATE INDEX analyses_unpaid_idx ON profile_review.analyses (created_at) WHERE NOT is_paid');
    await runner.query(`
      CREATE TABLE profile_review.analysis_requests (
        id bigint GENERATED ALWAYS AS IDENTITY,
        ip_address inet NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT analysis_requests_pkey PRIMARY KEY (id)
      )`);
    await runner.query(
      'CREATE INDEX analysis_requests_idx ON profile_review.analysis_requests (ip_address, created_at)',
    );
    await runner.query(`
      CREATE TABLE profile_review.payment_events (
        event_id text NOT NULL,
        analysis_id uuid NOT NULL,
        amount numeric,
        currency text,
        received_at timestamptz NOT NULL,
        processed_at timestamptz,
        CONSTRAINT payment_events_pkey PRIMARY KEY (event_id)
      )`);
    await runner.query(`
      CREATE TABLE profile_review.notifications (
        analysis_id uuid NOT NULL,
        event text NOT NULL,
        recipient text NOT NULL,
        medium text NOT NULL,
        sent_at timestamptz NOT NULL,
        CONSTRAINT notifications_pkey PRIMARY KEY (analysis_id, event, recipient, medium),
        CONSTRAINT notifications_analysis_fkey FOREIGN KEY (analysis_id) REFERENCES profile_review.analyses (id) ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE profile_review.github_responses (
        request text NOT NULL,
        etag text NOT NULL,
        data json NOT NULL,
        link text,
        used_at timestamptz NOT NULL,
        CONSTRAINT github_responses_pkey PRIMARY KEY (request)
      )`);
    await runner.query('CREATE INDEX github_responses_used_idx ON profile_review.github_responses (used_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'github_responses',
      'notifications',
      'payment_events',
      'analysis_requests',
      'analyses',
      'bulk_analyses',
    ]) {
      await runner.query(`DROP TABLE profile_review.${table}`);
    }
  }
}
