import type { EventEmitter } from 'node:events';
import { DataSource } from 'typeorm';
import { PLATFORM_ENTITIES } from '../entities/platform-entities.js';
import { PLATFORM_SCHEMA } from '../entities/schema.js';

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database`. */
  url: string;
  /** Entities of workloads, beside the platform's. */
  entities?: readonly (new () => object)[];
  /** Most connections at once. Default 10. */
  poolSize?: number;
  /** Shown by PostgreSQL in `pg_stat_activity`. Default `kickoff`. */
  name?: string;
  /** Called when an idle connection breaks; the pool replaces it. Default: nothing. */
  onConnectionError?: (error: unknown) => void;
}

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * A TypeORM DataSource with the platform's entities; the caller initialises and destroys it. It never changes the schema:
 * migrations do.
 */
export function createDataSource({
  url,
  entities = [],
  poolSize = 10,
  name = 'kickoff',
  onConnectionError = () => undefined,
}: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: PLATFORM_SCHEMA,
    entities: [...PLATFORM_ENTITIES, ...entities],
    synchronize: false,
    installExtensions: false,
    poolSize,
    applicationName: name,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolErrorHandler: onConnectionError,
    logging: false,
    extra: { keepAlive: true, onConnect: tolerateBreaks },
  });
}

/**
 * A server that stops may say so in the packet that ends the login: before the pool has handed the connection to anyone
 * who listens. Without a listener that ends the process; the next query on the connection fails all the same.
 */
function tolerateBreaks(client: EventEmitter): void {
  client.on('error', () => undefined);
}
