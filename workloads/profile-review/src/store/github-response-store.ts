import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@kickoff/database';
import { ConditionalResponses, type ConditionalResponse } from '../upstream/conditional-responses.js';

/** Responses that may still hold, in PostgreSQL: all pollers share them. */
@Injectable()
export class GitHubResponseStore extends ConditionalResponses {
  constructor(@Inject(Database) private readonly database: Database) {
    super();
  }

  async find(request: string): Promise<ConditionalResponse | undefined> {
    const [row] = await this.database.query<ConditionalResponse>(
      'UPDATE profile_review.github_responses SET used_at = now() WHERE request = $1 RETURNING etag, data, link',
      [request],
    );
    return row;
  }

  async store(request: string, { etag, data, link }: ConditionalResponse): Promise<void> {
    await this.database.query(
      `INSERT INTO profile_review.github_responses (request, etag, data, link, used_at) VALUES ($1, $2, $3, $4, now())
       ON CONFLICT (request) DO UPDATE SET
         etag = excluded.etag, data = excluded.data, link = excluded.link, used_at = excluded.used_at`,
      [request, etag, JSON.stringify(data), link],
    );
  }

  /** Forgets those that nobody has asked for in so many days; returns how many. */
  async prune(days: number): Promise<number> {
    const rows = await this.database.query(
      `DELETE FROM profile_review.github_responses WHERE used_at < now() - $1::integer * interval '1 day' RETURNING 1`,
      [days],
    );
    return rows.length;
  }
}
