import {
  defineJob,
  type AnyContract,
  type ContractAnnouncement,
  type Priority,
  type StandardSchemaV1,
} from '@kickoff/contracts';

export interface RegisteredContractOptions {
  /** Of the job to be enqueued, for types whose jobs have one (`hasKey`): their code makes it, and that is not here. */
  key?: unknown;
  /** What inputs are held against. Default: nothing; the worker, which has the code, ends a job whose input is wrong. */
  input?: StandardSchemaV1;
}

/** A contract out of the registry, good for enqueueing: what a worker does with its jobs is not in it. */
export function registeredContract(
  announced: ContractAnnouncement,
  { key, input = ANYTHING }: RegisteredContractOptions = {},
): AnyContract {
  const { type, version, summary, queue, priority, enqueue = {} } = announced;
  const contract = defineJob({ type, version, summary, queue, priority: priority as Priority, input });
  const by = () => key;
  return {
    ...contract,
    aliases: enqueue.aliases ?? [],
    knownAs: enqueue.knownAs ?? {},
    expiresInMs: enqueue.expiresInMs,
    sensitive: enqueue.sensitive,
    largeInput: enqueue.largeInput ?? false,
    unique: enqueue.unique && { by, rule: enqueue.unique },
    ordered: enqueue.line === undefined ? undefined : { by, line: enqueue.line },
  };
}

/** Whether jobs of the type have a key, which only its code can make of an input. */
export function hasKey({ enqueue }: ContractAnnouncement): boolean {
  return enqueue?.unique !== undefined || enqueue?.line !== undefined;
}

const ANYTHING: StandardSchemaV1 = {
  '~standard': { version: 1, vendor: 'kickoff-registry', validate: (value) => ({ value }) },
};
