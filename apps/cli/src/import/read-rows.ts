import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { CommandError, UsageError } from '../cli/command-error.js';

/** One row of a file, before anything was said about its fields. */
export interface FileRow {
  /** `line 4` where it ends, or `row 4` of a list. */
  where: string;
  value: unknown;
}

const READERS: Readonly<Record<string, (path: string) => AsyncIterable<FileRow>>> = {
  '.csv': csvRows,
  '.json': listedRows,
  '.jsonl': lineRows,
  '.ndjson': lineRows,
};

/**
 * Rows of a file, one after the other: `.csv` with names in its first line, `.jsonl` or `.ndjson` with a JSON document a line,
 * `.json` with a list.
 *
 * @throws UsageError for another kind of file, CommandError with the line for a file that is not what it should be
 */
export async function* readRows(path: string): AsyncGenerator<FileRow> {
  const reader = READERS[extname(path).toLowerCase()];
  if (!reader) {
    throw new UsageError(`${path} is of no kind that can be read`, {
      remedy: `export the rows as ${Object.keys(READERS).join(', ')}`,
    });
  }
  try {
    yield* reader(path);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const { code, message } = error as { code?: string; message: string };
    if (code === 'ENOENT') throw new UsageError(`there is no file ${path}`);
    throw unreadable(path, message, error);
  }
}

async function* csvRows(path: string): AsyncGenerator<FileRow> {
  const parser = parse({ bom: true, columns: true, info: true, skip_empty_lines: true });
  // What goes wrong with the file ends the parser, whose reader is told.
  pipeline(createReadStream(path), parser, () => {});
  for await (const { info, record } of parser as AsyncIterable<{ info: { lines: number }; record: unknown }>) {
    yield { where: `line ${info.lines}`, value: record };
  }
}

async function* lineRows(path: string): AsyncGenerator<FileRow> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() !== '') yield { where: `line ${line}`, value: parsed(text, `${path}:${line}`) };
  }
}

async function* listedRows(path: string): AsyncGenerator<FileRow> {
  const rows = parsed(await readFile(path, 'utf8'), path);
  if (!Array.isArray(rows)) throw unreadable(path, 'its document is no list');
  for (const [index, value] of rows.entries()) yield { where: `row ${index + 1}`, value };
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(where, (error as Error).message, error);
  }
}

function unreadable(where: string, why: string, cause?: unknown): CommandError {
  return new CommandError(`rows cannot be read: ${why}`, { code: 'ROWS_UNREADABLE', where, cause });
}
