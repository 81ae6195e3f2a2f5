import { bucketStream, ContractAnnouncement, keySubject, WorkerAnnouncement } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { bucketEntries } from '../broker/bucket-entries.js';
import { lastMessage } from '../broker/stream-lookup.js';

/** Every job type that a worker has ever announced, in its newest version, by type. */
export async function registeredTypes(broker: Pick<Broker, 'connection'>): Promise<Map<string, ContractAnnouncement>> {
  const types = new Map<string, ContractAnnouncement>();
  for (const { value } of await bucketEntries(broker, 'registry')) {
    const contract = ContractAnnouncement.safeParse(value).data;
    if (contract && contract.version > (types.get(contract.type)?.version ?? 0)) types.set(contract.type, contract);
  }
  return types;
}

/**
 * What was announced of a job type last; undefined for one that nobody has announced.
 *
 * @throws BrokerUnavailable
 */
export async function registeredType(
  { connection }: Pick<Broker, 'connection'>,
  type: string,
): Promise<ContractAnnouncement | undefined> {
  const last = await lastMessage(connection, bucketStream('registry'), keySubject('registry', `${type}.*`));
  try {
    return last && ContractAnnouncement.safeParse(JSON.parse(Buffer.from(last.body).toString())).data;
  } catch {
    return undefined;
  }
}

/** Workers that live, by what they said of themselves last. */
export async function presentWorkers(broker: Pick<Broker, 'connection'>): Promise<WorkerAnnouncement[]> {
  const entries = await bucketEntries(broker, 'workers');
  return entries.flatMap(({ value }) => WorkerAnnouncement.safeParse(value).data ?? []);
}
