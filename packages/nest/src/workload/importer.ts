import type { z } from 'zod';

/** What changes rows within one transaction; TypeORM's EntityManager is one. */
export interface RowWriter {
  query(statement: string, parameters?: unknown[]): Promise<unknown>;
}

/** A schedule as the api makes one; its id is `<workload>.<name>`. */
export interface ImportedSchedule {
  name: string;
  /** A job type of the workload. */
  type: string;
  input?: Record<string, unknown>;
  /** One of `every` (a duration, e.g. `2m`) and `cron`. */
  every?: string;
  cron?: string;
  /** IANA zone of `cron`, default UTC. */
  timeZone?: string;
}

interface Described<Row extends z.ZodType> {
  /** What the rows are and where the old system keeps them, in one line. */
  summary: string;
  /** One row as the old system exports it. Values of CSV files are texts: numbers are to be coerced. */
  row: Row;
}

/** Rows of the system that a workload replaces, brought into the workload's own tables. */
export interface RowImporter<Row extends z.ZodType = z.ZodType> extends Described<Row> {
  /** Stores some rows. What is there already is left or replaced, so that a repetition changes nothing. */
  store(rows: readonly z.output<Row>[], writer: RowWriter): Promise<void>;
}

/** Schedules of the system that a workload replaces. */
export interface ScheduleImporter<Row extends z.ZodType = z.ZodType> extends Described<Row> {
  schedule(row: z.output<Row>): ImportedSchedule;
}

export type Importer = RowImporter | ScheduleImporter;

/** Keeps the type of its rows. */
export function importRows<Row extends z.ZodType>(importer: RowImporter<Row>): Importer {
  return importer;
}

/** Keeps the type of its rows. */
export function importSchedules<Row extends z.ZodType>(importer: ScheduleImporter<Row>): Importer {
  return importer;
}
