import Table from 'cli-table3';
import { styled } from './terminal.js';

export interface TableOptions {
  /** Columns whose cells stand at the right, by their place from 0: numbers. */
  right?: readonly number[];
}

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

/** Rows under headings, in columns without lines, so that `grep` and `awk` work on it. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  { right = [] }: TableOptions = {},
): string {
  const lines = new Table({
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    colAligns: headings.map((_, column) => (right.includes(column) ? 'right' : 'left')),
  });
  lines.push(headings.map((heading) => styled('bold', heading)));
  for (const row of rows) lines.push(row.map(String));
  return lines
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
