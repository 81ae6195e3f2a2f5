import type { NatsConnection } from '@nats-io/transport-node';
import { ContractChanged, type JobContract } from '@kickoff/contracts';
import { contractChanges } from './contract-changes.js';
import { registeredContracts } from './registered-contracts.js';

/** What a worker does about a contract that fails jobs of the registered ones. */
export type ChangedContracts = 'refuse' | 'accept';

export interface CheckContractsOptions {
  connection: NatsConnection;
  workload: string;
  contracts: readonly JobContract[];
  /** Default `refuse`. */
  changed?: ChangedContracts;
  warn: (message: string, error: unknown) => void;
}

/**
 * Compares what a worker is about to serve with what the registry holds. A registry that cannot be read stops nobody: the
 * check protects a deployment, and a worker that comes back during an outage is not one. Workers that start side by side
 * before anything is registered do not see one another; the scheduler service then tells of the conflict.
 *
 * @throws ContractChanged when jobs that may be waiting would fail
 */
export async function checkContracts({
  connection,
  workload,
  contracts,
  changed = 'refuse',
  warn,
}: CheckContractsOptions): Promise<void> {
  const error = await changesOf(connection, workload, contracts).catch((failure: unknown) => {
    warn('the registry could not be read, so contracts are served without being compared with it', failure);
    return undefined;
  });
  if (!error) return;
  if (changed === 'refuse') throw error;
  warn('changed contracts are accepted; jobs of the registered ones may fail', error);
}

async function changesOf(
  connection: NatsConnection,
  workload: string,
  contracts: readonly JobContract[],
): Promise<ContractChanged | undefined> {
  const changes = await Promise.all(
    contracts.map(async (contract) => contractChanges(contract, await registeredContracts(connection, contract))),
  );
  return changes.flat().length > 0 ? new ContractChanged(workload, changes.flat()) : undefined;
}
