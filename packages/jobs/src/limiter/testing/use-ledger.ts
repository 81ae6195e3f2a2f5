import { appendFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What handlers of several processes did and when, in a file: each line is with the system before its handler goes on, so
 * that a kill loses none. Times are milliseconds of the machine's monotonic clock, which all its processes share.
 */

export interface LedgerLine {
  what: 'begin' | 'end';
  /** Name of the job type. */
  job: string;
  n: number;
  key?: string;
  pid: number;
  at: number;
}

/** One run of a handler. One that never ended ended with its process. */
export interface LedgerRun extends Omit<LedgerLine, 'what' | 'at'> {
  from: number;
  to: number;
}

export function machineNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export function newLedger(): string {
  return join(mkdtempSync(join(tmpdir(), 'kickoff-ledger-')), 'uses');
}

export function writeLedger(file: string, line: Omit<LedgerLine, 'pid' | 'at'>): void {
  appendFileSync(file, `${JSON.stringify({ ...line, pid: process.pid, at: machineNow() })}\n`);
}

/** @param goneAt when each process that is gone was killed */
export function readLedger(file: string, goneAt: ReadonlyMap<number, number>): LedgerRun[] {
  const runs: LedgerRun[] = [];
  const open = new Map<string, LedgerRun>();
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  for (const text of lines) {
    if (text === '') continue;
    const { what, at, ...whose } = JSON.parse(text) as LedgerLine;
    const id = `${whose.pid} ${whose.job} ${whose.n}`;
    if (what === 'end') {
      open.get(id)!.to = at;
      open.delete(id);
    } else {
      const run = { ...whose, from: at, to: Math.max(at, goneAt.get(whose.pid) ?? Infinity) };
      open.set(id, run);
      runs.push(run);
    }
  }
  return runs;
}

/** Greatest number of runs at one time. */
export function mostAtOnce(runs: readonly LedgerRun[]): number {
  const changes = runs.flatMap(({ from, to }) => [
    { at: from, by: 1 },
    { at: to, by: -1 },
  ]);
  // At one and the same time the end comes first.
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  let most = 0;
  for (const { by } of changes) most = Math.max(most, (now += by));
  return most;
}
