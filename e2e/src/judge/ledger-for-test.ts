import type { Kill } from '../chaos/fleet.js';
import type { LedgerEntry } from './ledger.js';

/** A ledger in short: type, id, from, to (undefined: it did not return), pid, key. */
export function ledgerOf(
  ...runs: readonly (readonly [type: string, id: string, from: number, to?: number, pid?: number, key?: string])[]
): LedgerEntry[] {
  return runs
    .flatMap(([type, id, from, to, pid = 1, key = 'k'], run) => {
      const entry = { id, type, pid, run, attempt: 1, input: { key } };
      const begin = { what: 'begin' as const, at: from, ...entry };
      return to === undefined ? [begin] : [begin, { what: 'end' as const, at: to, ...entry }];
    })
    .sort((a, b) => a.at - b.at);
}

export function killOf(victim: Kill['victim'], from: number, until: number, pid?: number): Kill {
  return { victim, from, until, pid };
}
