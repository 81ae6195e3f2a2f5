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
  for (const { what, at, id, type, attempt, pid, run: number, input } of ledger) {
    const place = `${pid} ${number}`;
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

/** As many of them as ever were at work at one time; of runs of one job, which holds its place once, the first. */
export function mostAtOnce<Run extends Pick<LedgerRun, 'id' | 'from' | 'to'>>(runs: readonly Run[]): Run[] {
  // One that ended as it began never stood beside another.
  const lasting = runs.filter(({ from, to }) => to > from);
  const changes = lasting.flatMap((run) => [
    { at: run.from, begins: 1, run },
    { at: run.to, begins: 0, run },
  ]);
  // At one and the same time the end comes first.
  changes.sort((a, b) => a.at - b.at || a.begins - b.begins);
  const now = new Set<Run>();
  let most: Run[] = [];
  for (const { begins, run } of changes) {
    if (begins === 1) now.add(run);
    else now.delete(run);
    if (now.size <= most.length) continue;
    const jobs = [...new Map([...now].toReversed().map((each) => [each.id, each])).values()];
    if (jobs.length > most.length) most = jobs.toReversed();
  }
  return most;
}

/** As many of them as ever began within a window of that length. */
export function mostWithin<Run extends Pick<LedgerRun, 'from'>>(runs: readonly Run[], windowMs: number): Run[] {
  const sorted = runs.toSorted((a, b) => a.from - b.from);
  let first = 0;
  let most: Run[] = [];
  for (const [index, { from }] of sorted.entries()) {
    while (from - sorted[first]!.from >= windowMs) first += 1;
    if (index - first + 1 > most.length) most = sorted.slice(first, index + 1);
  }
  return most;
}
