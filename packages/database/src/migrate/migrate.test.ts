import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineWorkload } from '@kickoff/contracts';
import { databaseForTest, natsForTest } from '@kickoff/embedded/testing';
import { Broker } from '@kickoff/jobs';
import type { QueryRunner } from 'typeorm';
import { createDataSource } from '../connection/data-source.js';
import { migrate } from './migrate.js';
import { parseMigrateSettings } from './migrate-settings.js';
import { loadWorkloadSchemas } from './workload-schema.js';

const COMMAND = fileURLToPath(new URL('../migrate.js', import.meta.url));

class Pieces {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE board_games.pieces (id int PRIMARY KEY)');
  }
}

const entries: Record<string, unknown> = {
  'board-games/contracts': {
    workload: defineWorkload({
      name: 'board-games',
      summary: 'For this test.',
      contracts: [],
      queues: { moves: { service: 'processor' } },
    }),
  },
  'board-games/worker': { default: { database: { schema: 'board_games', entities: [], migrations: [Pieces] } } },
};

describe('migrate', () => {
  let broker: Broker;
  // Before the server's own hook: a connection cannot be drained once its server is gone.
  afterAll(() => broker.close());
  const nats = natsForTest();
  const url = databaseForTest();

  beforeAll(async () => {
    broker = await Broker.connect({ servers: nats().url, name: 'test' });
  });

  it('makes schemas, streams and consumers of platform and workloads, also when two run at once', async () => {
    const workloads = await loadWorkloadSchemas(['board-games'], async (specifier) => entries[specifier]);
    const sources = await Promise.all([1, 2].map(() => createDataSource({ url: url() }).initialize()));
    try {
      const counts = await Promise.all(sources.map((dataSource) => migrate({ dataSource, broker, workloads })));
      expect(counts.flatMap(({ applied }) => applied)).toContain('board_games/Pieces');
      expect(counts.flatMap(({ applied }) => applied)).toHaveLength(new Set(counts.flatMap((c) => c.applied)).size);
      expect(await sources[0]!.query('SELECT name FROM board_games.migrations')).toEqual([{ name: 'Pieces' }]);
      const { config } = await broker.manager.streams.info('JOBS_board-games');
      expect(config.allow_msg_schedules).toBe(true);
      await broker.manager.consumers.info('JOBS_board-games', 'moves_high');
    } finally {
      await Promise.all(sources.map((dataSource) => dataSource.destroy()));
    }
  });

  it('is a command that ends, and can be repeated', async () => {
    for (const expected of [/^migrate: /, /^migrate: nothing new/]) {
      const result = await command({
        KICKOFF_DATABASE_URL: url(),
        KICKOFF_NATS_URL: nats().url,
        KICKOFF_WORKLOADS: ',',
      });
      expect(result).toMatchObject({ code: 0, error: '' });
      expect(result.output).toMatch(expected);
    }
  });

  it('makes the streams of an installation with a prefix under its own names', async () => {
    const result = await command({
      KICKOFF_DATABASE_URL: url(),
      KICKOFF_NATS_URL: nats().url,
      KICKOFF_WORKLOADS: ',',
      KICKOFF_PREFIX: 'acme',
    });
    expect(result).toMatchObject({ code: 0, error: '' });
    expect((await broker.manager.streams.info('acme_EVENTS')).config.subjects).toEqual(['acme.events.>']);
    await broker.manager.streams.info('KV_acme_registry');
  });

  it('names a wrong setting in one line', async () => {
    const result = await command({ KICKOFF_NATS_URL: nats().url, KICKOFF_DATABASE_URL: 'mysql://here' });
    expect(result).toMatchObject({
      code: 1,
      error: 'migrate: KICKOFF_DATABASE_URL must be a postgres:// address\n',
    });
    expect(() =>
      parseMigrateSettings({
        KICKOFF_DATABASE_URL: 'postgres://here/db',
        KICKOFF_NATS_URL: 'nats://here',
        KICKOFF_STREAM_REPLICAS: 'three',
      }),
    ).toThrow('KICKOFF_STREAM_REPLICAS');
    expect(() =>
      parseMigrateSettings({
        KICKOFF_DATABASE_URL: 'postgres://here/db',
        KICKOFF_NATS_URL: 'nats://here',
        KICKOFF_PREFIX: 'jobs',
      }),
    ).toThrow('KICKOFF_PREFIX must be a kebab-case word of at most 20 characters');
  });

  it('refuses a misspelt name, and leaves alone those of the services', () => {
    const enough = { KICKOFF_DATABASE_URL: 'postgres://here/db', KICKOFF_NATS_URL: 'nats://here' };
    expect(() => parseMigrateSettings({ ...enough, KICKOFF_STREAM_REPLICA: '3' })).toThrow(
      'KICKOFF_STREAM_REPLICA is not a setting; did you mean KICKOFF_STREAM_REPLICAS?',
    );
    expect(parseMigrateSettings({ ...enough, KICKOFF_SLOTS: '3', PATH: '/bin' })).toMatchObject({
      KICKOFF_STREAM_REPLICAS: 1,
    });
  });

  it('names a package that is no workload', async () => {
    await expect(loadWorkloadSchemas(['board-games'], async () => ({}))).rejects.toThrow('KICKOFF_WORKLOADS');
  });
});

async function command(settings: Record<string, string>) {
  const child = spawn(process.execPath, [COMMAND], {
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let error = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, output, error };
}
