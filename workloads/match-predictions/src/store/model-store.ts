import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '@kickoff/database';
import type { ModelVersion } from '../contracts/shapes.js';
import type { League } from '../football-data/league.js';
import type { LeagueSnapshot } from '../model/league-snapshot.js';
import type { Ratings, Weights } from '../model/train.js';
import { validationScore, type FittedModel, type ValidationMatch } from '../training/fit-model.js';

export interface StoredModel {
  version: number;
  weights: Weights;
}

const COLUMNS = `version, state, trained_on, trained_until::text AS trained_until, validation, created_at`;

/** Held while the champion changes: of two that want to, one waits. */
async function lockModels(manager: EntityManager): Promise<void> {
  await manager.query('LOCK TABLE match_predictions.model_versions IN SHARE ROW EXCLUSIVE MODE');
}

/** The model in use, locked against change until the transaction ends. */
export async function lockedChampion(manager: EntityManager): Promise<StoredModel | undefined> {
  await lockModels(manager);
  const [row]: StoredModel[] = await manager.query(
    `SELECT version, weights FROM match_predictions.model_versions WHERE state = 'champion'`,
  );
  return row;
}

/** Stores what a training gave, to be compared with the champion of then. */
export async function storeChallenger(manager: EntityManager, fitted: FittedModel): Promise<ModelVersion> {
  const { weights, trainedOn, trainedUntil, validation: validationSet } = fitted;
  const validation = {
    matches: validationSet.length,
    challenger: validationScore(weights, validationSet),
    champion: null,
  };
  const [row]: ModelColumns[] = await manager.query(
    `INSERT INTO match_predictions.model_versions
       (state, weights, trained_on, trained_until, validation, validation_set)
     VALUES ('challenger', $1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
    [JSON.stringify(weights), trainedOn, trainedUntil, JSON.stringify(validation), JSON.stringify(validationSet)],
  );
  return modelVersion(row!);
}

/** Call `lockedChampion` before. Undefined when the version is none, or has been compared. */
export async function lockedChallenger(
  manager: EntityManager,
  version: number,
): Promise<(StoredModel & { validationSet: ValidationMatch[] }) | undefined> {
  const [row]: (StoredModel & { validationSet: ValidationMatch[] })[] = await manager.query(
    `SELECT version, weights, validation_set AS "validationSet" FROM match_predictions.model_versions
     WHERE version = $1 AND state = 'challenger'`,
    [version],
  );
  return row;
}

/** Makes a challenger the champion, or rejects it. Call `lockedChampion` before. */
export async function settleChallenger(
  manager: EntityManager,
  { version, validation, isChampion }: Pick<ModelVersion, 'version' | 'validation'> & { isChampion: boolean },
): Promise<ModelVersion> {
  if (isChampion) await retire(manager, 'former');
  const [rows]: [ModelColumns[], number] = await manager.query(
    `UPDATE match_predictions.model_versions SET state = $2, validation = $3, validation_set = NULL
     WHERE version = $1 RETURNING ${COLUMNS}`,
    [version, isChampion ? 'champion' : 'rejected', JSON.stringify(validation)],
  );
  return modelVersion(rows[0]!);
}

/**
 * Makes a former version the champion again.
 *
 * @param version default: the latest of the former ones
 * @returns undefined when there is none
 */
export async function rollBack(manager: EntityManager, version?: number): Promise<ModelVersion | undefined> {
  await lockModels(manager);
  const [found]: { version: number }[] = await manager.query(
    `SELECT version FROM match_predictions.model_versions
     WHERE state = 'former' AND ($1::integer IS NULL OR version = $1) ORDER BY version DESC LIMIT 1`,
    [version ?? null],
  );
  if (!found) return undefined;
  await retire(manager, 'rolled-back');
  const [rows]: [ModelColumns[], number] = await manager.query(
    `UPDATE match_predictions.model_versions SET state = 'champion' WHERE version = $1 RETURNING ${COLUMNS}`,
    [found.version],
  );
  return modelVersion(rows[0]!);
}

export async function storeRatings(manager: EntityManager, ratings: Ratings): Promise<void> {
  for (const [league, snapshot] of Object.entries(ratings)) {
    await manager.query(
      `INSERT INTO match_predictions.league_ratings (league, snapshot, rated_at) VALUES ($1, $2, now())
       ON CONFLICT (league) DO UPDATE SET snapshot = excluded.snapshot, rated_at = excluded.rated_at`,
      [league, JSON.stringify(snapshot)],
    );
  }
}

async function retire(manager: EntityManager, state: 'former' | 'rolled-back'): Promise<void> {
  await manager.query(`UPDATE match_predictions.model_versions SET state = $1 WHERE state = 'champion'`, [state]);
}

@Injectable()
export class ModelStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  async champion(): Promise<StoredModel | undefined> {
    const [row] = await this.database.query<StoredModel>(
      `SELECT version, weights FROM match_predictions.model_versions WHERE state = 'champion'`,
    );
    return row;
  }

  async ratings(): Promise<Ratings> {
    const rows = await this.database.query<{ league: League; snapshot: LeagueSnapshot }>(
      'SELECT league, snapshot FROM match_predictions.league_ratings',
    );
    return Object.fromEntries(rows.map(({ league, snapshot }) => [league, snapshot]));
  }

  /** The latest first. */
  async list(most: number): Promise<ModelVersion[]> {
    const rows = await this.database.query<ModelColumns>(
      `SELECT ${COLUMNS} FROM match_predictions.model_versions ORDER BY version DESC LIMIT $1`,
      [most],
    );
    return rows.map(modelVersion);
  }

  /** Those that were never used, or were taken back, and that no prediction names. */
  async deleteUnused(before: Date): Promise<number> {
    const rows = await this.database.query(
      `DELETE FROM match_predictions.model_versions model
       WHERE state IN ('challenger', 'rejected', 'rolled-back') AND created_at < $1
         AND NOT EXISTS (SELECT FROM match_predictions.predictions WHERE model_version = model.version)
       RETURNING version`,
      [before],
    );
    return rows.length;
  }
}

interface ModelColumns {
  version: number;
  state: ModelVersion['state'];
  trained_on: number;
  trained_until: string;
  validation: ModelVersion['validation'];
  created_at: Date;
}

function modelVersion(row: ModelColumns): ModelVersion {
  return {
    version: row.version,
    state: row.state,
    createdAt: row.created_at.toISOString(),
    trainedOn: row.trained_on,
    trainedUntil: row.trained_until,
    validation: row.validation,
  };
}
