import type { DataSource } from 'typeorm';
import type { LogLine } from '@kickoff/contracts';
import { asDatabaseError } from '../connection/connection-error.js';
import { AttemptRow } from '../entities/attempt.js';
import { TransitionRow } from '../entities/transition.js';
import { databaseText } from '../record/json.js';
import { FIND_LINES_SQL } from './find-lines.sql.js';
import { pattern } from './pattern.js';

/** A log line with the attempt that wrote it. */
export interface JobLine extends LogLine {
  attempt: number;
}

export interface LineQuery {
  /** Part of the message or of a field, in any case of letters. */
  search?: string | undefined;
  level?: LogLine['level'] | undefined;
  attempt?: number | undefined;
  limit: number;
}

/** What a job went through, as the record has it. */
export class JobTimeline {
  constructor(private readonly dataSource: DataSource) {}

  /** Its runs, latest first. @throws DatabaseUnavailable */
  async attempts(jobId: string, limit: number): Promise<AttemptRow[]> {
    const order = { revision: 'DESC', delivery: 'DESC' } as const;
    return guarded(this.dataSource.manager.find(AttemptRow, { where: { jobId }, order, take: limit }));
  }

  /** The states that it was seen in, latest first. @throws DatabaseUnavailable */
  async transitions(jobId: string, limit: number): Promise<TransitionRow[]> {
    const order = { revision: 'DESC', rank: 'DESC', delivery: 'DESC', at: 'DESC' } as const;
    return guarded(this.dataSource.manager.find(TransitionRow, { where: { jobId }, order, take: limit }));
  }

  /** The latest of its log lines, in the order of time. @throws DatabaseUnavailable */
  async lines(jobId: string, { search, level, attempt, limit }: LineQuery): Promise<JobLine[]> {
    const text = search === undefined ? null : pattern(databaseText(search));
    const parameters = [jobId, text, level ?? null, attempt ?? null, limit];
    const rows = await guarded(this.dataSource.query<{ line: LogLine; attempt: number }[]>(FIND_LINES_SQL, parameters));
    return rows.toReversed().map((row) => ({ ...row.line, attempt: row.attempt }));
  }
}

async function guarded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw asDatabaseError(error);
  }
}
