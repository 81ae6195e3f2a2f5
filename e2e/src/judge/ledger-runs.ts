import type { Kill } from '../chaos/fleet.js';
import type { LedgerEntry } from './ledger.js';

/** One run of a handler. */
export interface LedgerRun {
  id: string;
  type: string;
  attempt: number;
  pid: number;
  input: LedgerEntry['input'];
  from: number;
  /** Of one that did not return: when its process was killed; infinite when nobody killed it, e.g. when it threw. */
  to: number;
  returned: boolean;
}

/** The ledger as runs, in the order of their begins. */
export function ledgerRuns(ledger: readonly LedgerEntry[], kills: readonly Kill[]): LedgerRun[] {
  const killedAt = new Map(kills.map(({ pid, from }) => [pid, from]));
  const open = new Map<string, LedgerRun>();
  const runs: LedgerRun[] = [];
  for (const { what, at, id, type, attempt, pid, input } of ledger) {
    const place = `${pid} ${id} ${attempt}`;
    if (what === 'begin') {
      const to = Math.max(at, killedAt.get(pid) ?? Infinity);
      const run: LedgerRun = { id, type, attempt, pid, input, from: at, to, returned: false };
      open.set(place, run);
      runs.push(run);
    } else if (what === 'end') {
      const run = open.get(place);
      if (!run) continue;
      run.to = at;
      run.returned = true;
      open.delete(place);
    }
  }
  return runs;
}

/** Greatest number of them at one time. */
export function mostAtOnce(runs: readonly Pick<LedgerRun, 'from' | 'to'>[]): number {
  const changes = runs.flatMap(({ from, to }) => [
    { at: from, by: 1 },
    { at: to, by: -1 },
  ]);
  // At one and the same time the end comes first.
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  let most = 0;
  for (const { by } of changes) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

/** Greatest number of begins within any window of that length. */
export function mostWithin(runs: readonly Pick<LedgerRun, 'from'>[], windowMs: number): number {
  const begins = runs.map(({ from }) => from).sort((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (const [index, at] of begins.entries()) {
    while (at - begins[first]! >= windowMs) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
