import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { newTestFolder } from '../testing/test-directory.js';
import { startPostgres } from './postgres-server.js';

let directory: string;
beforeEach(async () => {
  directory = await newTestFolder('postgres-test');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('startPostgres', () => {
  it('keeps data and address over a SIGKILL under load and a start', async () => {
    const server = await startPostgres({ directory });
    await query(server.url, 'CREATE TABLE kept AS SELECT 1 AS id');
    const busy = query(server.url, 'SELECT pg_sleep(60)');
    busy.catch(() => {});
    await server.kill();
    await expect(busy).rejects.toThrow();
    await server.start();
    expect(await query(server.url, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
    await server.stop();
    expect(server.running).toBe(false);
  });

  it('starts on the data of an earlier process', async () => {
    const first = await startPostgres({ directory, durability: 'fast' });
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS id');
    await first.stop();
    // The lock file of a server that a reboot took away may name a process that lives today.
    await writeFile(join(directory, 'data', 'postmaster.pid'), `${process.ppid}\n`);
    const second = await startPostgres({ directory, durability: 'fast' });
    expect(await query(second.url, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
    await second.stop();
  });

  it('gives the reason when it cannot start', async () => {
    await expect(startPostgres({ directory, settings: { shared_buffers: 'much' } })).rejects.toThrow('shared_buffers');
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
