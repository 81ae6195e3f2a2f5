import { afterEach, describe, expect, it } from '@jest/globals';
import { databaseForTest } from '@kickoff/embedded/testing';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../connection/data-source.js';
import { foldEvents } from '../record/fold-events.js';
import { PLATFORM_MIGRATIONS } from './platform-migrations.js';
import { runMigrations } from './run-migrations.js';

const BEFORE = { ...PLATFORM_MIGRATIONS, migrations: PLATFORM_MIGRATIONS.migrations.slice(0, 4) };
const ID = '019a0000-0000-7000-8000-000000000001';
const AT = (second: number) => new Date(Date.UTC(2025, 9, 20, 12, 0, second));

describe('the record in two', () => {
  const url = databaseForTest();
  const open: DataSource[] = [];

  afterEach(async () => {
    await Promise.all(open.splice(0).map((dataSource) => dataSource.destroy()));
  });

  it('tells of jobs, attempts and transitions what it told before, and goes on from there', async () => {
    const dataSource = await createDataSource({ url: url() }).initialize();
    open.push(dataSource);
    await runMigrations(dataSource, [BEFORE]);
    await dataSource.query(`
      CREATE TABLE kickoff.jobs_20251020 PARTITION OF kickoff.jobs
      FOR VALUES FROM ('0199ff1d-b800-0000-0000-000000000000') TO ('019a0444-1400-0000-0000-000000000000')`);
    await dataSource.query(
      `INSERT INTO kickoff.jobs (id, type, workload, name, queue, priority, key, state, revision, rank, delivery, state_at, tie,
         attempt, output, started_at, ended_at, enqueued_at, envelope_revision, input, tags)
       VALUES ($1, 'letters.send-letter', 'letters', 'send-letter', 'post', 'high', '-', 'succeeded', 2, 3, 1, $2, 7,
         2, '{"sent": true}', $3, $2, $4, 2, '{"to": "Ada"}', '{a,b}')`,
      [ID, AT(9), AT(8), AT(0)],
    );
    await dataSource.query(
      `INSERT INTO kickoff.attempts (job_id, revision, delivery, attempt, worker, started_at, ended_at, outcome, state, error,
         logs, event_revision, event_rank, event_at, tie)
       VALUES ($1, 1, 1, 1, 'w1', $2, $3, 'failed', 'retrying', '{"code": "X"}', '[{"message": "no"}]', 2, 1, $3, 5),
         ($1, 2, 1, 2, 'w2', $4, $5, 'succeeded', 'succeeded', NULL, NULL, 2, 3, $5, 7)`,
      [ID, AT(1), AT(2), AT(8), AT(9)],
    );
    await dataSource.query(
      `INSERT INTO kickoff.transitions (job_id, revision, rank, delivery, state, at, reason, intake, tie)
       VALUES ($1, 1, 1, 0, 'queued', $2, NULL, true, 1), ($1, 2, 1, 0, 'retrying', $3, 'again', false, 5),
         ($1, 2, 3, 1, 'succeeded', $4, NULL, false, 7)`,
      [ID, AT(0), AT(2), AT(9)],
    );
    await runMigrations(dataSource, [PLATFORM_MIGRATIONS]);
    const told = async () => ({
      jobs: await dataSource.query('SELECT * FROM kickoff.jobs'),
      attempts: await dataSource.query('SELECT * FROM kickoff.attempts ORDER BY revision'),
      transitions: await dataSource.query('SELECT * FROM kickoff.transitions ORDER BY revision, rank'),
    });
    const converted = await told();
    expect(converted.jobs).toMatchObject([
      {
        id: ID,
        type: 'letters.send-letter',
        queue: 'post',
        state: 'succeeded',
        revision: 2,
        attempt: 2,
        output: { sent: true },
        started_at: AT(8),
        ended_at: AT(9),
        enqueued_at: AT(0),
        input: { to: 'Ada' },
        tags: ['a', 'b'],
      },
    ]);
    expect(converted.attempts).toMatchObject([
      {
        revision: 1,
        attempt: 1,
        worker: 'w1',
        started_at: AT(1),
        ended_at: AT(2),
        outcome: 'failed',
        error: { code: 'X' },
      },
      { revision: 2, attempt: 2, worker: 'w2', started_at: AT(8), ended_at: AT(9), outcome: 'succeeded', logs: null },
    ]);
    expect(converted.transitions).toMatchObject([
      { revision: 1, state: 'queued', at: AT(0), intake: true },
      { revision: 2, state: 'retrying', at: AT(2), intake: false },
      { revision: 2, state: 'succeeded', at: AT(9), intake: false },
    ]);
    expect(await dataSource.query('SELECT FROM kickoff.job_states_20251020')).toHaveLength(1);
    // An event that the record was told before.
    await dataSource.transaction((manager) =>
      foldEvents(manager, [
        {
          id: ID,
          type: 'letters.send-letter',
          revision: 2,
          delivery: 0,
          state: 'retrying',
          at: AT(2).getTime(),
          queue: 'post',
          priority: 'high',
          key: '-',
          attempt: 2,
          error: { code: 'X', name: 'X', message: 'no' },
          run: { revision: 1, delivery: 1, attempt: 1, worker: 'w1', outcome: 'failed', startedAt: AT(1).getTime() },
        },
      ]),
    );
    const again = await told();
    expect(again.jobs).toEqual(converted.jobs);
    expect(again.transitions).toMatchObject([
      { state: 'queued' },
      { state: 'retrying', at: AT(2) },
      { state: 'succeeded' },
    ]);
    expect(again.attempts).toMatchObject([{ attempt: 1, outcome: 'failed' }, { attempt: 2 }]);
  });
});
