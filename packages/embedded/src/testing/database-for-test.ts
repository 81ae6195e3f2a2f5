import { afterAll, beforeAll } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { databaseUrl, templateDatabase, withMaintenance } from './template-database.js';

export interface DatabaseForTestOptions {
  /** Name of the template to clone; test files that name the same one share it. Default: an empty database. */
  readonly template?: string;
  /** Fills the template, once per run: gets the address of an empty database, and must close its connections. */
  readonly prepare?: (url: string) => Promise<void>;
}

/**
 * A database of its own for this test file (or `describe` block), cloned from a template that was prepared once per run.
 * To be called at the top level: `const database = databaseForTest({ template: 'platform', prepare: migrate });`, then
 * `database()` is its address.
 */
export function databaseForTest({ template, prepare }: DatabaseForTestOptions = {}): () => string {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  let url: string | undefined;
  beforeAll(async () => {
    await withMaintenance(async (client) => {
      const source =
        template === undefined ? 'template0' : await templateDatabase(client, template, prepare ?? (async () => {}));
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${client.escapeIdentifier(source)}`);
    });
    url = databaseUrl(name);
  });
  afterAll(async () => {
    await withMaintenance((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  });
  return () => {
    if (url === undefined)
      throw new Error('the database is made before the first test; use it inside tests and hooks only');
    return url;
  };
}
