/** Databases that have been prepared once per run and are cloned for each test file. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { currentTestRun } from './test-settings.js';

/** Name of the template, made now if this is the first use in this run. Test files that ask at the same time wait for the first. */
export async function templateDatabase(
  client: pg.Client,
  template: string,
  prepare: (url: string) => Promise<void>,
): Promise<string> {
  const name = `${prefix()}${template.replaceAll(/\W/g, '_')}`;
  await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await make(client, name, prepare);
  } finally {
    await client.query('SELECT pg_advisory_unlock(hashtext($1))', [name]);
  }
  return name;
}

/** Drops the templates of this run; for a server that outlives it. */
export async function dropTemplates(): Promise<void> {
  await withMaintenance(async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [prefix()],
    );
    for (const { datname } of rows)
      await client.query(`DROP DATABASE ${client.escapeIdentifier(datname)} WITH (FORCE)`);
  });
}

/** Address of a database on the server of this run. */
export function databaseUrl(database: string): string {
  const url = new URL(currentTestRun().databaseUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs `work` with a connection to the maintenance database. */
export async function withMaintenance<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: currentTestRun().databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Prepared under another name, so that a preparation that fails or is killed is never taken for a template. */
async function make(client: pg.Client, name: string, prepare: (url: string) => Promise<void>): Promise<void> {
  const draft = `draft_${randomUUID().replaceAll('-', '')}`;
  await client.query(`CREATE DATABASE ${draft} TEMPLATE template0`);
  try {
    await prepare(databaseUrl(draft));
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${client.escapeIdentifier(name)}`);
  } catch (error) {
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    throw error;
  }
}

function prefix(): string {
  return `template_${currentTestRun().id}_`;
}
