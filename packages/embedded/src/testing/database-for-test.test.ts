import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { databaseForTest } from './database-for-test.js';

let prepared = 0;

async function prepare(url: string): Promise<void> {
  prepared += 1;
  await query(url, 'CREATE TABLE sample (id int); INSERT INTO sample VALUES (1)');
}

describe('databaseForTest', () => {
  const first = databaseForTest({ template: 'sample', prepare });
  const second = databaseForTest({ template: 'sample', prepare });
  const empty = databaseForTest();

  it('clones a template that is prepared once', async () => {
    await query(first(), 'INSERT INTO sample VALUES (2)');
    expect(await query(second(), 'SELECT id FROM sample')).toEqual([{ id: 1 }]);
    expect(prepared).toBe(1);
  });

  it('is empty without a template', async () => {
    await expect(query(empty(), 'SELECT FROM sample')).rejects.toThrow('does not exist');
  });

  it('is PostgreSQL 18 in UTF-8', async () => {
    expect(await query(empty(), 'SHOW server_version_num')).toEqual([
      { server_version_num: expect.stringMatching(/^18/) },
    ]);
    expect(await query(empty(), 'SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
