import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';
import type { UpcomingPrediction } from '../contracts/shapes.js';
import type { BookmakerOdds } from '../football-data/match-record.js';
import type { Probabilities } from '../model/outcome.js';
import type { MatchPrediction } from '../prediction/predict-match.js';

const GIVEN = `
  given AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (match_id integer, model_version integer,
      base double precision[], blend double precision[], market double precision[], base_rate double precision[],
      inputs jsonb, explanation text))`;

const REPLACE = `
  WITH ${GIVEN}
  UPDATE match_predictions.predictions AS known SET replaced_at = now() FROM given
  WHERE known.match_id = given.match_id AND replaced_at IS NULL
    AND (known.model_version, known.inputs) IS DISTINCT FROM (given.model_version, given.inputs)`;

const STORE = `
  WITH ${GIVEN}
  INSERT INTO match_predictions.predictions
    (match_id, model_version, base, blend, market, base_rate, inputs, explanation)
  SELECT match_id, model_version, base, blend, market, base_rate, inputs, explanation FROM given
  ON CONFLICT (match_id) WHERE replaced_at IS NULL DO NOTHING RETURNING id`;

/**
 * Stores predictions; of a match whose prediction is the same as before nothing is written.
 *
 * @returns how many are new
 */
export async function storePredictions(
  manager: EntityManager,
  predictions: readonly MatchPrediction[],
): Promise<number> {
  const given = JSON.stringify(
    predictions.map(({ matchId, modelVersion, baseRate, ...prediction }) => ({
      match_id: matchId,
      model_version: modelVersion,
      base_rate: baseRate,
      ...prediction,
    })),
  );
  // A later one wins: of two runs at once the second waits for the first at the rows.
  await manager.query(REPLACE, [given]);
  const rows: unknown[] = await manager.query(STORE, [given]);
  return rows.length;
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
