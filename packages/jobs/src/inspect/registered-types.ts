import { ContractAnnouncement } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { bucketValues } from '../broker/bucket-entries.js';

/** A job type as its workers announced it, with every version that the registry knows. */
export interface RegisteredType extends ContractAnnouncement {
  /** Ascending; `version` and the rest are those of the last. */
  versions: readonly number[];
}

/** Every job type of the registry in alphabetical order, or those of one workload. Entries that cannot be read are left out. */
export async function registeredTypes(
  broker: Pick<Broker, 'connection'>,
  workload?: string,
): Promise<RegisteredType[]> {
  const byType = new Map<string, ContractAnnouncement[]>();
  const filter = workload === undefined ? '>' : `${workload}.>`;
  for (const { value } of (await bucketValues(broker, 'registry', filter)).values()) {
    const contract = ContractAnnouncement.safeParse(value).data;
    if (contract) byType.set(contract.type, [...(byType.get(contract.type) ?? []), contract]);
  }
  return [...byType]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([, contracts]) => {
      const ascending = contracts.sort((a, b) => a.version - b.version);
      return { ...ascending.at(-1)!, versions: ascending.map(({ version }) => version) };
    });
}
