import type { PostgresServer } from '../postgres/postgres-server.js';

/** What the global set-up of this Jest run started and its tear-down stops; Jest runs both in one process. */
export const runServers: { postgres: PostgresServer | undefined } = { postgres: undefined };
