import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A trained model is stored before it is compared, with the matches to compare it on. */
export class Challengers0002 implements MigrationInterface {
  readonly name = '0002-challengers';
  readonly breaking = true;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE match_predictions.model_versions ADD COLUMN validation_set jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE match_predictions.model_versions DROP COLUMN validation_set');
  }
}
