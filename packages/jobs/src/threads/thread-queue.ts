import { availableParallelism } from 'node:os';
import type { Workload } from '@kickoff/contracts';

const DEFAULT_SLOTS = 10;

/** Whether every type of a queue runs in threads. */
export function isThreadQueue({ contracts }: Workload, queue: string): boolean {
  const types = contracts.filter((contract) => contract.queue === queue);
  return types.length > 0 && types.every(({ isolation }) => isolation === 'thread');
}

/** Slots of a queue for which none are given: one per processor where all of its jobs compute. */
export function defaultSlots(workload: Workload, queue: string): number {
  return isThreadQueue(workload, queue) ? availableParallelism() : DEFAULT_SLOTS;
}

/** Most slots that the queues with a type that runs in threads can have: with balance, all. */
export function threadedSlots(
  workload: Workload,
  queues: readonly { name: string; slots: number }[],
  isBalanced: boolean,
): number {
  const threaded = new Set(workload.contracts.filter(({ isolation }) => isolation).map(({ queue }) => queue));
  return queues.reduce((sum, { name, slots }) => (isBalanced || threaded.has(name) ? sum + slots : sum), 0);
}
