import type { Type } from '@nestjs/common';
import { ConfigurationInvalid, type AnyContract, type QueueDefinition, type Workload } from '@kickoff/contracts';
import type { ThreadHandledJob } from '@kickoff/jobs';
import { handledContract } from '../handler/handles.js';
import type { LoadedWorkload } from './load-workloads.js';

/** A class with `@Handles`, or a module for threads with its contract. */
export type ServedHandler = Type<unknown> | ThreadHandledJob;

/** What one service runs of one workload. */
export interface ServedWorkload {
  queues: readonly QueueDefinition[];
  /** Handler of each contract of those queues. */
  handlers: ReadonlyMap<AnyContract, ServedHandler>;
}

/** Chooses the queues that a process runs. */
export type ServesQueue = (queue: QueueDefinition, workload: Workload) => boolean;

/**
 * The queues that name this service, or that `serves` chooses, and their handlers. All handlers of the workload are checked, also those that
 * another service runs, so that a mistake shows wherever it is started first.
 *
 * @throws ConfigurationInvalid that says what to add where
 */
export function servedBy(
  service: string,
  { packageName, workload, manifest }: LoadedWorkload,
  serves: ServesQueue = (queue) => queue.service === service,
): ServedWorkload {
  const where = `the worker entry of ${packageName}`;
  const handlers = new Map<AnyContract, ServedHandler>();
  for (const handler of [...manifest.handlers, ...(manifest.threadHandlers ?? [])]) {
    const contract = contractOf(handler);
    if (!contract) {
      throw new ConfigurationInvalid(
        `${workload.name}.handlers`,
        `holds ${nameOf(handler)}, which handles nothing; add @Handles(contract) to the class`,
      );
    }
    if (!workload.contracts.includes(contract)) {
      throw new ConfigurationInvalid(
        `${workload.name}.handlers`,
        `holds ${nameOf(handler)} for ${contract.type}, which is no contract of the workload; add it to "contracts" in ${packageName}/contracts`,
      );
    }
    const twin = handlers.get(contract);
    if (twin) {
      throw new ConfigurationInvalid(
        contract.type,
        `has two handlers, ${nameOf(twin)} and ${nameOf(handler)}; remove one from "handlers" in ${where}`,
      );
    }
    handlers.set(contract, handler);
  }
  const queues = workload.queues.filter((queue) => serves(queue, workload));
  const external = new Set(
    workload.queues.filter((queue) => queue.service === 'external' && !queues.includes(queue)).map(({ name }) => name),
  );
  const orphan = workload.contracts.find((contract) => !external.has(contract.queue) && !handlers.has(contract));
  if (orphan) {
    throw new ConfigurationInvalid(
      orphan.type,
      orphan.isolation
        ? `has no handler; write a module for it and add handleInThread(contract, module) to "threadHandlers" in ${where}`
        : `has no handler; write a class with @Handles for it and add the class to "handlers" in ${where}`,
    );
  }
  const names = new Set(queues.map(({ name }) => name));
  return { queues, handlers: new Map([...handlers].filter(([contract]) => names.has(contract.queue))) };
}

function contractOf(handler: ServedHandler): AnyContract | undefined {
  return typeof handler === 'function' ? handledContract(handler) : handler.contract;
}

/** For messages. */
function nameOf(handler: ServedHandler): string {
  return typeof handler === 'function' ? handler.name : handler.handler.module;
}
