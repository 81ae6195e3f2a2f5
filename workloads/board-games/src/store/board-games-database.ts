import { Inject, Injectable, Optional } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DatabaseUnavailable } from '@kickoff/contracts';

/** PostgreSQL of the workload. A service without a database (the gateway) loads the workload too and never asks it. */
@Injectable()
export class BoardGamesDatabase {
  constructor(@Optional() @Inject(DataSource) private readonly dataSource: DataSource | undefined) {}

  query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.connected().query(sql, [...parameters]);
  }

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.connected().transaction(work);
  }

  private connected(): DataSource {
    if (!this.dataSource) throw new DatabaseUnavailable('this service has no PostgreSQL');
    return this.dataSource;
  }
}
