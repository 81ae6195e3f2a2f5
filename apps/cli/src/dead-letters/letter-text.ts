import type { components } from '@kickoff/api-client';
import { fieldLines, valueText } from '../cli/fields.js';
import { oneLine } from '../cli/one-line.js';
import { table } from '../cli/table.js';

type Listed = components['schemas']['ListedDeadLetter'];
type Letter = components['schemas']['DeadLetter'];
type Group = components['schemas']['DeadLetterGroup'];
/** What became of many letters. */
export type DoneLetters = Omit<components['schemas']['DonePortion'], 'next'>;

/** One row a letter. */
export function letterTable(letters: readonly Listed[]): string {
  return table(
    ['JOB', 'TYPE', 'STATE', 'DIED', 'GROUP', 'ERROR'],
    letters.map(({ id, type, state, diedAt, fingerprint, error }) => [
      id,
      type,
      state,
      diedAt,
      fingerprint,
      errorLine(error.code, error.message),
    ]),
  );
}

/** One row a group. */
export function groupTable(groups: readonly Group[]): string {
  return table(
    ['GROUP', 'TYPE', 'OPEN', 'RETRIED', 'RESOLVED', 'LAST', 'ERROR'],
    groups.map(({ fingerprint, type, open, retried, resolved, lastAt, code, message }) => [
      fingerprint,
      type,
      open,
      retried,
      resolved,
      lastAt,
      errorLine(code, message),
    ]),
    { right: [2, 3, 4] },
  );
}

/** One letter, whole. */
export function letterText(letter: Letter): string {
  const { id, type, state, workload, queue, attempt, diedAt, fingerprint, error, frame, closed, tags, input } = letter;
  return fieldLines({
    job: id,
    type,
    state,
    queue: `${workload}/${queue}`,
    attempt,
    died: diedAt,
    group: fingerprint,
    error: error.stack ?? `${error.code}: ${error.message}`,
    from: frame,
    closed: closed && `${closed.at} by ${closed.by}${closed.reason === null ? '' : `: ${closed.reason}`}`,
    tags: tags.join(' '),
    input: valueText(input),
  });
}

/** What became of many, with each that was refused. */
export function doneText({ done, refused }: DoneLetters, what: string): string {
  return [
    `${done} ${what}${refused.length > 0 ? `, ${refused.length} refused` : ''}`,
    ...refused.map(({ id, code, message }) => `${id} ${errorLine(code, message)}`),
  ].join('\n');
}

function errorLine(code: string, message: string): string {
  return oneLine(`${code}: ${message}`);
}
