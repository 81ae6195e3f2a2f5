import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export interface RequestLimits {
  perHour: number;
  perDay: number;
}

/** Who asked for analyses, to limit requests by address over all replicas of the api. */
@Injectable()
export class RequestStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Notes a request, unless the address has made as many as it may. Of requests that come at once each sees those before.
   *
   * @returns milliseconds until the address may ask again; undefined when the request was noted
   */
  async note(manager: EntityManager, address: string, limits: RequestLimits): Promise<number | undefined> {
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`profile-review ${address}`]);
    const rows: { age_ms: number }[] = await manager.query(
      `SELECT extract(epoch FROM now() - created_at)::double precision * 1000 AS age_ms
       FROM profile_review.analysis_requests WHERE ip_address = $1 AND created_at > now() - interval '1 day'
       ORDER BY created_at DESC`,
      [address],
    );
    const ages = rows.map(({ age_ms }) => age_ms);
    const waitMs = Math.max(waitFor(ages, limits.perHour, HOUR_MS), waitFor(ages, limits.perDay, DAY_MS));
    if (waitMs > 0) return Math.ceil(waitMs);
    await manager.query('INSERT INTO profile_review.analysis_requests (ip_address, created_at) VALUES ($1, now())', [
      address,
    ]);
    return undefined;
  }

  /** Forgets requests that are older; returns how many. */
  async prune(hours: number): Promise<number> {
    const rows = await this.database.query(
      `DELETE FROM profile_review.analysis_requests WHERE created_at < now() - $1::integer * interval '1 hour' RETURNING 1`,
      [hours],
    );
    return rows.length;
  }
}

/** @param ages of earlier requests, latest first */
function waitFor(ages: readonly number[], limit: number, windowMs: number): number {
  const oldestThatCounts = ages[limit - 1];
  return oldestThatCounts === undefined ? 0 : Math.max(0, windowMs - oldestThatCounts);
}
