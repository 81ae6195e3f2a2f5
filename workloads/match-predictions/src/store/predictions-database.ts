import { Inject, Injectable, Optional } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DatabaseUnavailable } from '@kickoff/contracts';

/** PostgreSQL outside of transactions. A service without a database (the gateway) loads the workload too and never asks it. */
@Injectable()
export class PredictionsDatabase {
  constructor(@Optional() @Inject(DataSource) private readonly dataSource: DataSource | undefined) {}

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    if (!this.dataSource) throw new DatabaseUnavailable('this service has no PostgreSQL');
    const result: unknown = await this.dataSource.query(sql, [...parameters]);
    // TypeORM answers an UPDATE or DELETE with rows and their count, everything else with rows.
    if (Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number') {
      return result[0] as Row[];
    }
    return result as Row[];
  }
}
