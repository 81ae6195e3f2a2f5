import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';
import type { UpcomingPrediction } from '../contracts/shapes.js';
import type { BookmakerOdds } from '../football-data/match-record.js';
import type { Probabilities } from '../model/outcome.js';
import type { MatchPrediction } from '../prediction/predict-match.js';

/**
 * Stores predictions; of a match whose prediction is the same as before nothing is written.
 *
 * @returns how many are new
 */
export async function storePredictions(
  manager: EntityManager,
  predictions: readonly MatchPrediction[],
): Promise<number> {
  let stored = 0;
  for (const { matchId, modelVersion, base, blend, market, baseRate, inputs, explanation } of predictions) {
    const values = [matchId, modelVersion, base, blend, market, baseRate, JSON.stringify(inputs), explanation];
    // A later one wins: of two runs at once the second waits for the first at the row.
    await manager.query(
      `UPDATE match_predictions.predictions SET replaced_at = now()
       WHERE match_id = $1 AND replaced_at IS NULL AND (model_version, inputs) IS DISTINCT FROM ($2, $3::jsonb)`,
      [matchId, modelVersion, JSON.stringify(inputs)],
    );
    const rows: unknown[] = await manager.query(
      `INSERT INTO match_predictions.predictions
         (match_id, model_version, base, blend, market, base_rate, inputs, explanation)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (match_id) WHERE replaced_at IS NULL DO NOTHING RETURNING id`,
      values,
    );
    stored += rows.length;
  }
  return stored;
}

/** A prediction of a match that was played. */
export interface ValidatedPrediction {
  league: string;
  season: string;
  base: Probabilities;
  blend: Probabilities | null;
  base_rate: Probabilities;
  outcome: 0 | 1 | 2;
  odds: BookmakerOdds[];
}

@Injectable()
export class PredictionStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Of matches without a result, by day. */
  async upcoming(from: string, to: string, league?: string): Promise<UpcomingPrediction[]> {
    const rows = await this.database.query<UpcomingPrediction>(
      `SELECT match.id AS "matchId", league, season, date::text AS date, time, home, away, base AS probabilities, blend,
              market, model_version AS "modelVersion", explanation
       FROM match_predictions.predictions prediction JOIN match_predictions.matches match ON match.id = match_id
       WHERE replaced_at IS NULL AND home_goals IS NULL AND date BETWEEN $1 AND $2
         AND ($3::text IS NULL OR league = $3)
       ORDER BY date, time, match.id`,
      [from, to, league ?? null],
    );
    return rows;
  }

  /** Notes the outcome of matches that have been played since, and of those whose result is another now. */
  async validate(): Promise<number> {
    const rows = await this.database.query(
      `UPDATE match_predictions.predictions prediction
       SET outcome = CASE WHEN home_goals > away_goals THEN 0 WHEN home_goals = away_goals THEN 1 ELSE 2 END,
           validated_at = now()
       FROM match_predictions.matches match
       WHERE match.id = match_id AND replaced_at IS NULL AND home_goals IS NOT NULL
         AND outcome IS DISTINCT FROM CASE WHEN home_goals > away_goals THEN 0 WHEN home_goals = away_goals THEN 1 ELSE 2 END
       RETURNING prediction.id`,
    );
    return rows.length;
  }

  validated(): Promise<ValidatedPrediction[]> {
    return this.database.query(
      `SELECT league, season, base, blend, base_rate, outcome, odds
       FROM match_predictions.predictions JOIN match_predictions.matches match ON match.id = match_id
       WHERE replaced_at IS NULL AND outcome IS NOT NULL`,
    );
  }

  async deleteReplaced(before: Date): Promise<number> {
    const rows = await this.database.query(
      'DELETE FROM match_predictions.predictions WHERE replaced_at < $1 RETURNING id',
      [before],
    );
    return rows.length;
  }
}
