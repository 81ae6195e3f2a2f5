import type { DataSource } from 'typeorm';
import { findUnfinishedSql, STARTED_STATES, WAITING_STATES, type UnfinishedRow } from './find-unfinished.sql.js';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Reads what the record calls unfinished: what runs, all of it each time; what waits, some each time, round and round. */
export class UnfinishedRows {
  private stateAt = 0;
  private afterId = FIRST_ID;

  constructor(
    private readonly dataSource: DataSource,
    /** Most rows of one page. */
    private readonly page: number,
  ) {}

  /** Pages of all jobs that run or are told to stop. */
  async *started(settledBefore: Date): AsyncGenerator<UnfinishedRow[]> {
    for (const state of STARTED_STATES) {
      for (let after: string | undefined = FIRST_ID; after !== undefined;) {
        const rows: UnfinishedRow[] = await this.read(state, after, settledBefore);
        yield rows;
        after = rows.length < this.page ? undefined : rows.at(-1)!.id;
      }
    }
  }

  /** The next pages of jobs that wait, about so many rows; ends early when all have been read once. */
  async *waiting(rows: number, settledBefore: Date): AsyncGenerator<UnfinishedRow[]> {
    // Begun within a state, a round ends within it.
    let ends = WAITING_STATES.length + (this.afterId === FIRST_ID ? 0 : 1);
    for (let left = rows; left > 0 && ends > 0;) {
      const page = await this.read(WAITING_STATES[this.stateAt]!, this.afterId, settledBefore);
      left -= page.length;
      if (page.length < this.page) {
        ends -= 1;
        this.stateAt = (this.stateAt + 1) % WAITING_STATES.length;
        this.afterId = FIRST_ID;
      } else {
        this.afterId = page.at(-1)!.id;
      }
      yield page;
    }
  }

  private read(
    state: Parameters<typeof findUnfinishedSql>[0],
    after: string,
    settledBefore: Date,
  ): Promise<UnfinishedRow[]> {
    return this.dataSource.query<UnfinishedRow[]>(findUnfinishedSql(state), [after, this.page, settledBefore]);
  }
}
