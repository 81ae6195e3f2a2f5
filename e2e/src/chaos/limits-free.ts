import { LimitClient, limitKey, type Broker, type JobClient } from '@kickoff/jobs';
import type { AnyContract } from '@kickoff/contracts';
import { until } from '../replay/until.js';
import { askUpstream, FEW, holdFew, holdOfKey, PER_KEY } from './chaos-limits.js';
import { ledgerRuns, mostAtOnce } from '../judge/ledger-runs.js';
import type { LedgerEntry } from '../judge/ledger.js';

/** The last words of workers and the silence of the killed ones take their time. */
const PATIENCE_MS = 20_000;
const HOLD_MS = 4_000;

/** The limiter's own state: nobody holds or awaits a use of any limit. */
export async function nothingHeld({ connection, clock }: Broker, keys: readonly string[]): Promise<void> {
  const client = new LimitClient({ connection, workload: 'chaos', clock });
  const contracts: readonly AnyContract[] = [askUpstream, holdFew, holdOfKey];
  const limits = contracts
    .flatMap((contract) => contract.limits ?? [])
    .flatMap(({ definition, by }) => (by ? keys.map(limitKey) : ['']).map((key) => ({ definition, key })));
  let held = ['no limiter answers'];
  const look = async () => {
    const all = await Promise.all(limits.map(({ definition, key }) => client.status(definition, key)));
    held = all.flatMap(({ held: count = 0, waiting = 0 }, index) =>
      count + waiting === 0 ? [] : [`${limits[index]!.definition.name}: ${count} held, ${waiting} wait`],
    );
    return held.length === 0;
  };
  try {
    await until(() => look().catch(() => false), { timeoutMs: PATIENCE_MS, what: 'limits that are free' }).catch(
      (error: unknown) => {
        throw new Error(held.join('; '), { cause: error });
      },
    );
  } finally {
    client.close();
  }
}

/** Jobs that together take every place of a limit. */
interface PlaceTakers {
  what: string;
  limit: number;
  ids: string[];
}

/** The proof by use: enqueues jobs that take every place of every limit at the same time. They fit the slots of the workers. */
export async function takeEveryPlace(jobs: JobClient, keys: readonly string[]): Promise<PlaceTakers[]> {
  const takers = async (contract: typeof holdFew, what: string, limit: number, key: string) => {
    const inputs = Array.from({ length: limit }, () => ({ key, ms: HOLD_MS }));
    return { what, limit, ids: (await jobs.enqueueMany(contract, inputs)).map(({ id }) => id) };
  };
  return Promise.all([
    takers(holdFew, FEW.name, FEW.limit, ''),
    ...keys.map((key) => takers(holdOfKey, `${PER_KEY.name} of ${key}`, PER_KEY.limit, key)),
  ]);
}

/** Once they have ended: which places could not be taken. */
export function placesLost(takers: readonly PlaceTakers[], ledger: readonly LedgerEntry[]): string[] {
  const runs = ledgerRuns(ledger, []);
  return takers
    .map((group) => ({ ...group, most: mostAtOnce(runs.filter(({ id }) => group.ids.includes(id))).length }))
    .filter(({ limit, most }) => most !== limit)
    .map((group) => `${group.what}: ${group.most} of ${group.limit} places were taken at once by ${group.ids.join()}`);
}
