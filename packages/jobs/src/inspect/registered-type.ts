import { bucketStream, ContractAnnouncement, keySubject } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { lastMessage } from '../broker/stream-lookup.js';

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
