import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@kickoff/database';
import type { QuotaState } from './quota-state.js';

/** What somebody learned about the quota. */
export interface QuotaNote {
  /** Null: requests are answered. */
  closedUntil: Date | null;
  notice: string | null;
  dayRemaining?: number;
  dayLimit?: number;
}

interface QuotaRow {
  closed_until: Date | null;
  notice: string | null;
  day_remaining: number | null;
  day_limit: number | null;
  was_closed_until: Date | null;
}

// An answer to a request that was sent before the limit was closed must not open it, hence the look at now().
// RETURNING's subselect sees the row as it was before the statement.
const RECORD = `
  INSERT INTO live_scores.quota AS q (name, closed_until, notice, day_remaining, day_limit, observed_at)
  VALUES ('rapidapi', $1, $2, $3, $4, now())
  ON CONFLICT (name) DO UPDATE SET
    closed_until = CASE WHEN excluded.closed_until IS NULL AND q.closed_until > now() THEN q.closed_until ELSE excluded.closed_until END,
    notice = CASE WHEN excluded.closed_until IS NULL AND q.closed_until > now() THEN q.notice ELSE excluded.notice END,
    day_remaining = coalesce(excluded.day_remaining, q.day_remaining),
    day_limit = coalesce(excluded.day_limit, q.day_limit),
    observed_at = now()
  RETURNING closed_until, notice, day_remaining, day_limit,
    (SELECT old.closed_until FROM live_scores.quota old WHERE old.name = 'rapidapi') AS was_closed_until`;

const READ = `
  SELECT closed_until, notice, day_remaining, day_limit, closed_until AS was_closed_until
  FROM live_scores.quota WHERE name = 'rapidapi'`;

/** Keeps what is known of the quota, for the API and for telling whether watchers have to be told. */
@Injectable()
export class QuotaStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** `changed`: requests were stopped, go on, or wait for another time than before. */
  async record({
    closedUntil,
    notice,
    dayRemaining,
    dayLimit,
  }: QuotaNote): Promise<{ state: QuotaState; changed: boolean }> {
    const parameters = [closedUntil, notice, dayRemaining ?? null, dayLimit ?? null];
    const [row] = await this.database.query<QuotaRow>(RECORD, parameters);
    const changed = row!.closed_until?.getTime() !== row!.was_closed_until?.getTime();
    return { state: stateOf(row), changed };
  }

  async read(): Promise<QuotaState> {
    const [row] = await this.database.query<QuotaRow>(READ);
    return stateOf(row);
  }
}

function stateOf(row: QuotaRow | undefined): QuotaState {
  const closedUntil = row?.closed_until && row.closed_until.getTime() > Date.now() ? row.closed_until : null;
  return {
    open: closedUntil === null,
    closedUntil: closedUntil?.toISOString() ?? null,
    notice: closedUntil ? (row?.notice ?? null) : null,
    dayRemaining: row?.day_remaining ?? null,
    dayLimit: row?.day_limit ?? null,
  };
}
