import type { FlowEnd } from '../chaos/chaos-flows.js';
import type { LedgerEntry } from './ledger.js';
import type { ExpectedFlow } from '../chaos/producer.js';

/** A row of `kickoff.flows`. */
export interface RecordedFlow extends Omit<FlowEnd, 'state'> {
  id: string;
  root_id: string;
  name: string;
  state: string;
  open: number;
}

/** Every flow has ended as its graph says, its counts are exact, and none of its jobs began before what it waited for. */
export function flowComplaints(
  expected: readonly ExpectedFlow[],
  recorded: readonly RecordedFlow[],
  ledger: readonly LedgerEntry[],
): string[] {
  const rows = new Map(recorded.map((row) => [row.id === row.root_id ? row.id : `${row.root_id} ${row.name}`, row]));
  const begins = firstTimes(ledger, 'begin');
  const ends = firstTimes(ledger, 'end');
  const complaints: string[] = [];
  for (const { id, end, nested, edges, jobIds } of expected) {
    const flows = [
      [id, end] as const,
      ...Object.entries(nested).map(([name, inner]) => [`${id} ${name}`, inner] as const),
    ];
    for (const [flow, wanted] of flows) {
      const row = rows.get(flow);
      const found = row && shown(row);
      if (found !== shown({ ...wanted, open: 0 })) complaints.push(`flow ${flow} is ${found ?? 'not in the record'}`);
    }
    for (const [before, after] of edges) {
      const [first, second] = [jobIds.get(before)!, jobIds.get(after)!];
      // One that dies has no end in the ledger: what waits for it begins after its last begin.
      const endedAt = ends.get(first) ?? begins.get(first) ?? Infinity;
      if ((begins.get(second) ?? Infinity) < endedAt)
        complaints.push(`${after} ${second} of flow ${id} began before the end of ${before} ${first}`);
    }
  }
  const known = expected.reduce((count, { nested }) => count + 1 + Object.keys(nested).length, 0);
  if (recorded.length !== known) complaints.push(`there are ${recorded.length} flows, not ${known}`);
  return complaints;
}

function shown({ state, total, done, failed, open }: Omit<FlowEnd, 'state'> & { state: string; open: number }): string {
  return `${state}: ${done} of ${total} ended, ${failed} failed, ${open} open`;
}

function firstTimes(ledger: readonly LedgerEntry[], what: LedgerEntry['what']): Map<string, number> {
  const times = new Map<string, number>();
  for (const entry of ledger) if (entry.what === what && !times.has(entry.id)) times.set(entry.id, entry.at);
  return times;
}
