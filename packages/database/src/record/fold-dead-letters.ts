import { errorGroup } from '@kickoff/jobs';
import { selectRows, type Columns } from './columns.js';
import type { RecordedEvent } from './recorded-event.js';

/** A row of `dead_letters` on its way to PostgreSQL, without how it was closed. */
export interface FoldedDeadLetter {
  id: string;
  revision: number;
  type: string;
  workload: string;
  queue: string;
  attempt: number;
  died_at: number;
  fingerprint: string;
  code: string;
  name: string;
  message: string;
  summary: string;
  frame: string;
}

export const DEAD_LETTER_COLUMNS: Columns<FoldedDeadLetter> = {
  id: 'uuid',
  revision: 'integer',
  type: 'text',
  workload: 'text',
  queue: 'text',
  attempt: 'integer',
  died_at: 'time',
  fingerprint: 'text',
  code: 'text',
  name: 'text',
  message: 'text',
  summary: 'text',
  frame: 'text',
};

const columns = Object.keys(DEAD_LETTER_COLUMNS).filter((column) => column !== 'id' && column !== 'revision');

/**
 * Folds deaths into `dead_letters`. Parameters: `columnArrays` of FoldedDeadLetter, one for each death. Of a death that is told
 * twice the first word counts: whoever completes the end of a worker that died knows its reason only.
 */
export const FOLD_DEAD_LETTERS_SQL = `
INSERT INTO kickoff.dead_letters AS stored (${Object.keys(DEAD_LETTER_COLUMNS).join(', ')})
${selectRows(DEAD_LETTER_COLUMNS, 'id, revision')}
ON CONFLICT (id, revision) DO UPDATE SET
  ${columns.map((column) => `${column} = excluded.${column}`).join(',\n  ')}
WHERE (excluded.died_at, excluded.fingerprint, excluded.message COLLATE "C")
  < (stored.died_at, stored.fingerprint, stored.message COLLATE "C")`;

/** One for each death that the events tell of. */
export function foldedDeadLetters(events: readonly RecordedEvent[]): FoldedDeadLetter[] {
  const letters = new Map<string, FoldedDeadLetter>();
  for (const event of events) {
    if (event.state !== 'dead') continue;
    const letter = foldedDeadLetter(event);
    const key = `${letter.id}.${letter.revision}`;
    const known = letters.get(key);
    if (!known || isFirst(letter, known)) letters.set(key, letter);
  }
  return [...letters.values()];
}

function isFirst(a: FoldedDeadLetter, b: FoldedDeadLetter): boolean {
  if (a.died_at !== b.died_at) return a.died_at < b.died_at;
  if (a.fingerprint !== b.fingerprint) return a.fingerprint < b.fingerprint;
  return Buffer.compare(Buffer.from(a.message), Buffer.from(b.message)) < 0;
}

function foldedDeadLetter({ id, revision, type, queue, attempt, at, error, reason }: RecordedEvent): FoldedDeadLetter {
  const known = error ?? { code: 'Error', name: 'Error', message: reason ?? '' };
  const { fingerprint, code, name, message: summary, frame } = errorGroup(type, known);
  return {
    id,
    revision,
    type,
    workload: type.slice(0, type.indexOf('.')),
    queue,
    attempt,
    died_at: at,
    fingerprint,
    code,
    name,
    message: known.message,
    summary,
    frame,
  };
}
