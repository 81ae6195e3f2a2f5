/**
 * A parent process for the tests of what is left when it goes: starts both servers in the folder given as argument, tells
 * their process numbers as one line of JSON, and waits to be ended.
 */
import { join } from 'node:path';
import { startNats } from '../nats/nats-server.js';
import { startPostgres } from '../postgres/postgres-server.js';

const [, , directory = ''] = process.argv;
const nats = await startNats({ directory: join(directory, 'nats') });
const postgres = await startPostgres({ directory: join(directory, 'postgres'), durability: 'fast' });
process.stdout.write(`${JSON.stringify([nats.pid, postgres.pid])}\n`);
setInterval(() => {}, 60_000);
