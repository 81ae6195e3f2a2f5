import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { asDatabaseError, isConnectionError } from './connection-error.js';

const RETRY_MS = 500;

export interface ConnectOptions {
  /** Ends the wait. */
  signal?: AbortSignal;
  /** Told of every failed try. */
  onWaiting?: (error: unknown) => void;
}

/**
 * Initialises a DataSource, waiting for ever for a PostgreSQL that is not there yet.
 *
 * @throws what PostgreSQL answers when it refuses (wrong password, no such database), and the signal's reason
 */
export async function connectDataSource(
  dataSource: DataSource,
  { signal, onWaiting = () => undefined }: ConnectOptions = {},
): Promise<void> {
  while (!dataSource.isInitialized) {
    signal?.throwIfAborted();
    try {
      await dataSource.initialize();
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      onWaiting(asDatabaseError(error));
      await delay(RETRY_MS, undefined, { signal });
    }
  }
}
