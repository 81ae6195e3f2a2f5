import type { SqlRunner } from '../record/fold-events.js';
import { outboxLine } from './outbox-line.js';
import { WAITING_SUBJECTS_SQL } from './waiting-subjects.sql.js';

/** Which subjects, of messages that no job's handler stored, the outbox has not published yet. */
export async function waitingSubjects(runner: SqlRunner, subjects: readonly string[]): Promise<Set<string>> {
  if (subjects.length === 0) return new Set();
  const lines = subjects.map((subject) => outboxLine(subject, undefined));
  const rows = (await runner.query(WAITING_SUBJECTS_SQL, [lines, subjects])) as { subject: string }[];
  return new Set(rows.map(({ subject }) => subject));
}
