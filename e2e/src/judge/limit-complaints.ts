import { askUpstream, FEW, holdFew, holdOfKey, PER_KEY, UPSTREAM, UPSTREAM_WINDOW_MS } from '../chaos/chaos-limits.js';
import { groupBy } from './group-by.js';
import { mostAtOnce, mostWithin, type LedgerRun } from './ledger-runs.js';

/** No limit was exceeded at any time, by what the handlers wrote: kills are no excuse. */
export function limitComplaints(runs: readonly LedgerRun[]): string[] {
  const of = (...types: string[]) => runs.filter(({ type }) => types.includes(type));
  const counts = [
    {
      what: `${UPSTREAM.name} within ${UPSTREAM.per}`,
      most: mostWithin(of(askUpstream.type), UPSTREAM_WINDOW_MS),
      limit: UPSTREAM.limit,
    },
    { what: `${FEW.name} at once`, most: mostAtOnce(of(holdFew.type)), limit: FEW.limit },
    ...[...groupBy(of(askUpstream.type, holdOfKey.type), ({ input }) => String(input['key']))].map(([key, held]) => ({
      what: `${PER_KEY.name} of ${key} at once`,
      most: mostAtOnce(held),
      limit: PER_KEY.limit,
    })),
  ];
  return counts
    .filter(({ most, limit }) => most.length > limit)
    .map(
      ({ what, most, limit }) => `${what}: ${most.length} instead of at most ${limit}: ${most.map(told).join('; ')}`,
    );
}

function told({ id, attempt, pid, from, to }: LedgerRun): string {
  return `attempt ${attempt} of ${id} by ${pid} from ${from} to ${to}`;
}
