import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { RecordLookup } from '@kickoff/jobs';
import { HAS_SUCCEEDED_SQL } from './has-succeeded.sql.js';

/** A worker that asks holds a job and a slot meanwhile. */
const TIMEOUT_MS = 1_000;

/** Asks the record in PostgreSQL. The record follows the events, so `false` may be outdated; `true` never is. */
export class PostgresRecordLookup implements RecordLookup {
  constructor(private readonly dataSource: DataSource) {}

  async hasSucceeded(jobId: string, revision: number): Promise<boolean | undefined> {
    if (!this.dataSource.isInitialized) return undefined;
    const timeout = new AbortController();
    try {
      return await Promise.race([
        this.dataSource
          .query<{ succeeded: boolean }[]>(HAS_SUCCEEDED_SQL, [jobId, revision])
          .then(([row]) => row?.succeeded ?? false),
        delay(TIMEOUT_MS, undefined, { ref: false, signal: timeout.signal }),
      ]);
    } catch {
      return undefined;
    } finally {
      timeout.abort();
    }
  }
}
