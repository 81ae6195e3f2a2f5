import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/**
 * What really happened, written by handlers beside Kickoff: one line per event, appended with one write, so that a killed
 * process leaves whole lines.
 */

export interface LedgerEntry {
  /** Milliseconds since the epoch. */
  at: number;
  what: 'begin' | 'end' | 'failed-hook';
  id: string;
  type: string;
  attempt: number;
  pid: number;
  /** Which run of that process it was; 0 for a hook. */
  run: number;
  input: Readonly<Record<string, unknown>>;
}

export function note(file: string, entry: Omit<LedgerEntry, 'at' | 'pid'>): void {
  appendFileSync(file, `${JSON.stringify({ at: Date.now(), pid: process.pid, ...entry })}\n`);
}

export async function readLedger(file: string): Promise<LedgerEntry[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LedgerEntry);
}
