import type { Importer } from '@kickoff/nest';
import { CommandError } from '../cli/command-error.js';
import type { FileRow } from './read-rows.js';

/** A row that is not what its importer asks for. */
export interface WrongRow {
  where: string;
  /** Which field, and what was expected. */
  problems: string[];
}

/** How many wrong rows an error names. */
const NAMED = 10;

/** The rows that are right, parsed; the wrong ones are told to `refuse`. */
export async function* rightRows(
  rows: AsyncIterable<FileRow>,
  { row: schema }: Importer,
  refuse: (wrong: WrongRow) => void,
): AsyncGenerator {
  for await (const { where, value } of rows) {
    const { success, data, error } = schema.safeParse(value);
    if (success) yield data;
    else {
      const problems = error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
      refuse({ where, problems });
    }
  }
}

/** What is said when nothing is imported because some rows are wrong. */
export function rowsInvalid(path: string, wrong: readonly WrongRow[]): CommandError {
  const lines = wrong.slice(0, NAMED).map(({ where, problems }) => `${where}: ${problems.join('; ')}`);
  const more = wrong.length > NAMED ? [`and ${wrong.length - NAMED} more`] : [];
  return new CommandError([`${wrong.length} rows are not as expected`, ...lines, ...more].join('\n  '), {
    code: 'ROWS_INVALID',
    where: path,
    remedy: 'mend them, or leave them out with --skip-invalid; nothing was imported',
  });
}
