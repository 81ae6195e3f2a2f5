import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';
import type { PredictionMetrics } from '../contracts/shapes.js';
import type { Score } from '../evaluation/score-sheet.js';

/** Puts all metrics in the place of those before. */
export async function storeMetrics(manager: EntityManager, metrics: readonly PredictionMetrics[]): Promise<void> {
  await manager.query('DELETE FROM match_predictions.metrics');
  for (const { league, season, forecaster, ...score } of metrics) {
    await manager.query(
      `INSERT INTO match_predictions.metrics (league, season, forecaster, score, calculated_at)
       VALUES ($1, $2, $3, $4, now())`,
      [league, season, forecaster, JSON.stringify(score)],
    );
  }
}

@Injectable()
export class MetricsStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  async list(): Promise<PredictionMetrics[]> {
    type Row = Pick<PredictionMetrics, 'league' | 'season' | 'forecaster'> & { score: Score };
    const rows = await this.database.query<Row>(
      'SELECT league, season, forecaster, score FROM match_predictions.metrics ORDER BY league, season, forecaster',
    );
    return rows.map(({ score, ...row }) => ({ ...row, ...score }));
  }
}
