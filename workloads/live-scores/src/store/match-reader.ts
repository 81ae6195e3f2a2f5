import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@kickoff/database';
import type { MatchDocument } from '../match/match-document.js';
import type { Sport } from '../sports/sport.js';

/** What the REST routes read. */
@Injectable()
export class MatchReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Matches in play, by sport and kick-off. */
  async live(sport: Sport | undefined): Promise<MatchDocument[]> {
    const rows = await this.database.query<{ document: MatchDocument }>(
      `SELECT document FROM live_scores.matches
       WHERE phase IN ('live', 'break', 'suspended') AND ($1::text IS NULL OR sport = $1) ORDER BY sport, kick_off, id`,
      [sport ?? null],
    );
    return rows.map(({ document }) => document);
  }

  /** Matches with this upstream id: more than one when sports use the same number. */
  async withId(matchId: string, sport: Sport | undefined): Promise<MatchDocument[]> {
    const rows = await this.database.query<{ document: MatchDocument }>(
      'SELECT document FROM live_scores.matches WHERE id = $1 AND ($2::text IS NULL OR sport = $2) ORDER BY sport',
      [matchId, sport ?? null],
    );
    return rows.map(({ document }) => document);
  }

  /** How many matches of each sport are in play. */
  async liveCounts(): Promise<Map<string, number>> {
    const rows = await this.database.query<{ sport: string; matches: number }>(
      `SELECT sport, count(*)::integer AS matches FROM live_scores.matches
       WHERE phase IN ('live', 'break', 'suspended') GROUP BY sport`,
    );
    return new Map(rows.map(({ sport, matches }) => [sport, matches]));
  }
}
