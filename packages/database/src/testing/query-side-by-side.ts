import { createDataSource } from '../connection/data-source.js';

/**
 * Test support, run as a process of its own: asks on two connections at once and prints what came of each, a line per
 * query. Argument: the database's address.
 */
const dataSource = await createDataSource({ url: process.argv[2]! }).initialize();
const outcomes = await Promise.allSettled([dataSource.query('SELECT pg_sleep(0.2)'), dataSource.query('SELECT 1')]);
for (const { status } of outcomes) process.stdout.write(`${status}\n`);
await dataSource.destroy();
