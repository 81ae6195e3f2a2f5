import { askUpstream, FEW, holdFew, holdOfKey, PER_KEY, UPSTREAM, UPSTREAM_WINDOW_MS } from '../chaos/chaos-limits.js';
import { groupBy } from './group-by.js';
import { mostAtOnce, mostWithin, type LedgerRun } from './ledger-runs.js';

/** No limit was exceeded at any time, by what the handlers wrote: kills are no excuse. */
export function limitComplaints(runs: readonly LedgerRun[]): string[] {
  const of = (...types: string[]) => runs.filter(({ type }) => types.includes(type));
  const started = mostWithin(of(askUpstream.type), UPSTREAM_WINDOW_MS);
  const counts = [
    { what: `${UPSTREAM.name} within ${UPSTREAM.per}`, count: started, limit: UPSTREAM.limit },
    { what: `${FEW.name} at once`, count: mostAtOnce(of(holdFew.type)), limit: FEW.limit },
    ...[...groupBy(of(askUpstream.type, holdOfKey.type), ({ input }) => String(input['key']))].map(([key, held]) => ({
      what: `${PER_KEY.name} of ${key} at once`,
      count: mostAtOnce(held),
      limit: PER_KEY.limit,
    })),
  ];
  return counts
    .filter(({ count, limit }) => count > limit)
    .map(({ what, count, limit }) => `${what}: ${count} instead of at most ${limit}`);
}
