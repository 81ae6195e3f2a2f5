import type { NatsConnection } from '@nats-io/transport-node';
import { bucketStream, ContractAnnouncement, keySubject, registryKey, type JobContract } from '@kickoff/contracts';
import { lastMessage } from '../broker/stream-lookup.js';

/**
 * What the registry holds of a job type, up to its version, and of its aliases, up to the version that was written last.
 * Empty for a type that was never seen, and on a broker without a registry. An entry that cannot be read is left out.
 *
 * @throws BrokerUnavailable when nobody answers
 */
export async function registeredContracts(
  connection: NatsConnection,
  { type, aliases, version }: Pick<JobContract, 'type' | 'aliases' | 'version'>,
): Promise<ContractAnnouncement[]> {
  const forms = await Promise.all([
    upTo(connection, type, version),
    ...aliases.map(async (alias) => {
      const last = await registered(connection, `${alias}.*`);
      return upTo(connection, alias, Math.max(version, last?.version ?? 0));
    }),
  ]);
  return forms.flat();
}

async function upTo(connection: NatsConnection, type: string, version: number): Promise<ContractAnnouncement[]> {
  const versions = Array.from({ length: version }, (_, index) => index + 1);
  const found = await Promise.all(versions.map((one) => registered(connection, registryKey(type, one))));
  return found.filter((one) => one !== undefined);
}

async function registered(connection: NatsConnection, key: string): Promise<ContractAnnouncement | undefined> {
  try {
    const stored = await lastMessage(connection, bucketStream('registry'), keySubject('registry', key));
    return stored && readContract(stored.body);
  } catch (error) {
    if (error instanceof Error && /stream not found/i.test(error.message)) return undefined;
    throw error;
  }
}

function readContract(body: Uint8Array): ContractAnnouncement | undefined {
  try {
    return ContractAnnouncement.safeParse(JSON.parse(Buffer.from(body).toString())).data;
  } catch {
    return undefined;
  }
}
