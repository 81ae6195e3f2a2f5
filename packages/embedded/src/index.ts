export { KICKOFF_DIRECTORY, REPOSITORY } from './kickoff-directory.js';
export { findNatsServer, NatsServerNotFound } from './nats/find-nats-server.js';
export { OLDEST_NATS } from './nats/nats-version.js';
export { NatsServer, startNats } from './nats/nats-server.js';
export { PostgresServer, startPostgres } from './postgres/postgres-server.js';
export { freePort, isFree } from './process/free-port.js';
export { ServerProcess } from './process/server-process.js';
export { embeddedSettings } from './settings.js';

export type { FindOptions, NatsSource } from './nats/find-nats-server.js';
export type { NatsOptions } from './nats/nats-server.js';
export type { PostgresOptions } from './postgres/postgres-server.js';
export type { EmbeddedSettings } from './settings.js';
export type { Exit, ServerProcessOptions } from './process/server-process.js';
