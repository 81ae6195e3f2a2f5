import type { Type } from '@nestjs/common';
import { ConfigurationInvalid, type AnyContract, type QueueDefinition } from '@kickoff/contracts';
import { handledContract } from '../handler/handles.js';
import type { LoadedWorkload } from './load-workloads.js';

/** What one service runs of one workload. */
export interface ServedWorkload {
  queues: readonly QueueDefinition[];
  /** Handler class of each contract of those queues. */
  handlers: ReadonlyMap<AnyContract, Type<unknown>>;
}

/**
 * The queues that name this service, and their handlers. All handlers of the workload are checked, also those that
 * another service runs, so that a mistake shows wherever it is started first.
 *
 * @throws ConfigurationInvalid that says what to add where
 */
export function servedBy(service: string, { packageName, workload, manifest }: LoadedWorkload): ServedWorkload {
  const where = `the worker entry of ${packageName}`;
  const handlers = new Map<AnyContract, Type<unknown>>();
  for (const handler of manifest.handlers) {
    const contract = handledContract(handler);
    if (!contract) {
      throw new ConfigurationInvalid(
        `${workload.name}.handlers`,
        `holds ${handler.name}, which handles nothing; add @Handles(contract) to the class`,
      );
    }
    if (!workload.contracts.includes(contract)) {
      throw new ConfigurationInvalid(
        `${workload.name}.handlers`,
        `holds ${handler.name} for ${contract.type}, which is no contract of the workload; add it to "contracts" in ${packageName}/contracts`,
      );
    }
    const twin = handlers.get(contract);
    if (twin) {
      throw new ConfigurationInvalid(
        contract.type,
        `has two handlers, ${twin.name} and ${handler.name}; remove one from "handlers" in ${where}`,
      );
    }
    handlers.set(contract, handler);
  }
  const external = new Set(workload.queues.filter((queue) => queue.service === 'external').map(({ name }) => name));
  const orphan = workload.contracts.find((contract) => !external.has(contract.queue) && !handlers.has(contract));
  if (orphan) {
    throw new ConfigurationInvalid(
      orphan.type,
      `has no handler; write a class with @Handles for it and add the class to "handlers" in ${where}`,
    );
  }
  const queues = workload.queues.filter((queue) => queue.service === service);
  const names = new Set(queues.map(({ name }) => name));
  return { queues, handlers: new Map([...handlers].filter(([contract]) => names.has(contract.queue))) };
}
