import { afterEach, describe, expect, it } from '@jest/globals';
import { databaseForTest } from '@kickoff/embedded/testing';
import type { DataSource, QueryRunner } from 'typeorm';
import { createDataSource } from '../connection/data-source.js';
import { ensurePartitions } from './partitions.js';
import { PLATFORM_MIGRATIONS } from './platform-migrations.js';
import { checkMigrations, runMigrations } from './run-migrations.js';

class Teams1700000000000 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE sports.teams (id int PRIMARY KEY)');
  }
}

class Broken {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE sports.half (id int)');
    throw new Error('broken on purpose');
  }
}

class Renamed {
  readonly breaking = true;
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sports.teams RENAME TO clubs');
  }
}

describe('runMigrations', () => {
  const url = databaseForTest();
  const open: DataSource[] = [];

  async function setup(): Promise<DataSource> {
    const dataSource = await createDataSource({ url: url() }).initialize();
    open.push(dataSource);
    return dataSource;
  }

  afterEach(async () => {
    await Promise.all(open.splice(0).map((dataSource) => dataSource.destroy()));
  });

  it('applies the platform once, also when several run at the same time', async () => {
    const sources = await Promise.all([setup(), setup(), setup()]);
    expect(await checkMigrations(sources[0], [PLATFORM_MIGRATIONS])).toBe('pending');
    const counts = await Promise.all(sources.map((source) => runMigrations(source, [PLATFORM_MIGRATIONS])));
    expect(counts.flatMap(({ applied }) => applied).toSorted()).toEqual([
      'kickoff/0001-record',
      'kickoff/0002-transactions',
      'kickoff/0003-schedules',
      'kickoff/0004-flows',
      'kickoff/0005-record-in-two',
      'kickoff/0006-access',
      'kickoff/0007-run-time-schedules',
      'kickoff/0008-whole-envelopes',
      'kickoff/0009-statistics',
      'kickoff/0010-execution-views',
      'kickoff/0011-dead-letters',
      'kickoff/0012-operations',
      'kickoff/0013-schedule-terms',
      'kickoff/0014-alerts',
    ]);
    expect(await checkMigrations(sources[0], [PLATFORM_MIGRATIONS])).toBe('ready');
  });

  it('leaves nothing for the schema builder to change: entities and migrations agree', async () => {
    const dataSource = await setup();
    await runMigrations(dataSource, [PLATFORM_MIGRATIONS]);
    await ensurePartitions(dataSource, { now: Date.now(), daysAhead: 1 });
    const difference = await dataSource.driver.createSchemaBuilder().log();
    expect(difference.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('undoes a migration that fails and keeps those before it', async () => {
    const dataSource = await setup();
    const set = { schema: 'sports', migrations: [Teams1700000000000, Broken] };
    await expect(runMigrations(dataSource, [set])).rejects.toThrow('broken on purpose');
    expect(await dataSource.query('SELECT name FROM sports.migrations')).toEqual([{ name: 'Teams1700000000000' }]);
    expect(await dataSource.query(`SELECT to_regclass('sports.half') AS half`)).toEqual([{ half: null }]);
  });

  it('refuses code that does not know a breaking migration, and accepts one that lacks only compatible ones', async () => {
    const dataSource = await setup();
    const known = { schema: 'sports', migrations: [Teams1700000000000] };
    await runMigrations(dataSource, [known]);
    expect(await checkMigrations(dataSource, [{ schema: 'sports', migrations: [] }])).toBe('ready');
    await runMigrations(dataSource, [{ ...known, migrations: [...known.migrations, Renamed] }]);
    await expect(checkMigrations(dataSource, [known])).rejects.toThrow('breaking migration sports/Renamed');
  });

  it('moves rows of the default partition when their day gets a partition', async () => {
    const dataSource = await setup();
    await runMigrations(dataSource, [PLATFORM_MIGRATIONS]);
    const now = Date.UTC(2031, 4, 5, 12);
    const id = `${now
      .toString(16)
      .padStart(12, '0')
      .replace(/^(.{8})/, '$1-')}-7000-8000-000000000001`;
    await dataSource.query(
      `INSERT INTO kickoff.job_envelopes (id, type, workload, name, queue, key) VALUES ($1, 'a.b', 'a', 'b', 'q', '-')`,
      [id],
    );
    await ensurePartitions(dataSource, { now, daysAhead: 1 });
    expect(
      await dataSource.query(
        'SELECT relname AS partition FROM kickoff.job_envelopes t JOIN pg_class c ON c.oid = t.tableoid WHERE t.id = $1',
        [id],
      ),
    ).toEqual([{ partition: 'job_envelopes_20310505' }]);
    expect(await ensurePartitions(dataSource, { now, daysAhead: 1 })).toEqual([]);
  });
});
