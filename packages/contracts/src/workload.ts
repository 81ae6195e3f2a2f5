import { assertOneOwner } from './aliases.js';
import type { AnyContract } from './contract.js';
import { assertChannelPattern, type ChannelRule } from './channel.js';
import { ConfigurationInvalid } from './errors.js';
import { assertKnownApart } from './known-as.js';
import { isSameLimit, type ContractLimit } from './limit.js';
import { DEFAULT_PRIORITIES, type Priority } from './priority.js';
import { isName } from './name.js';
import { nearest } from './suggest.js';

/** Which service runs a queue's jobs. */
export const QUEUE_SERVICES = ['poller', 'processor', 'gateway'] as const;
export type QueueService = (typeof QUEUE_SERVICES)[number];

export interface QueueOptions {
  /** The deployable that serves it. `external`: a worker process of the team's own. */
  service: QueueService | 'external';
  /** Priorities its jobs may have, most urgent first. Default `high`, `normal`. */
  priorities?: readonly Priority[];
}

export interface QueueDefinition {
  readonly name: string;
  readonly service: QueueService | 'external';
  readonly priorities: readonly Priority[];
}

/** What `defineWorkload` takes: the browser-safe half of a workload's manifest. */
export interface WorkloadOptions {
  /** kebab-case; also the namespace of job types, queues, channels and rights. */
  name: string;
  summary: string;
  /** Every job type, in alphabetical order. */
  contracts: readonly AnyContract[];
  queues: Readonly<Record<string, QueueOptions>>;
  channels?: readonly ChannelRule[];
}

export interface Workload {
  readonly name: string;
  readonly summary: string;
  readonly contracts: readonly AnyContract[];
  readonly queues: readonly QueueDefinition[];
  readonly channels: readonly ChannelRule[];
}

const queueByContract = new WeakMap<AnyContract, QueueDefinition>();

/** The queue that a contract's workload declares for it; undefined until `defineWorkload` has seen the contract. */
export function queueOf(contract: AnyContract): QueueDefinition | undefined {
  return queueByContract.get(contract);
}

/** Checks that a workload's parts fit together: names, queues, priorities, order of the list. */
export function defineWorkload(options: WorkloadOptions): Workload {
  const { name } = options;
  if (!isName(name)) throw new ConfigurationInvalid('workload.name', `must be kebab-case, got ${JSON.stringify(name)}`);
  const queues = Object.entries(options.queues).map(([queue, { service, priorities }]): QueueDefinition => {
    if (!isName(queue))
      throw new ConfigurationInvalid(`${name}.queues`, `names must be kebab-case, got ${JSON.stringify(queue)}`);
    return { name: queue, service, priorities: priorities ?? DEFAULT_PRIORITIES };
  });
  let previous = '';
  for (const contract of options.contracts) {
    if (contract.workload !== name) {
      throw new ConfigurationInvalid(
        `${name}.contracts`,
        `holds ${contract.type}, which belongs to workload ${contract.workload}`,
      );
    }
    if (contract.name <= previous) {
      throw new ConfigurationInvalid(
        `${name}.contracts`,
        `must be in alphabetical order without doubles: ${contract.name} stands after ${previous}`,
      );
    }
    previous = contract.name;
    const queue = queues.find((candidate) => candidate.name === contract.queue);
    if (!queue) {
      const suggestion = nearest(
        contract.queue,
        queues.map((candidate) => candidate.name),
      );
      throw new ConfigurationInvalid(
        `${contract.type}.queue`,
        `${contract.queue} is not a queue of ${name}${suggestion ? `; did you mean ${suggestion}?` : ''}`,
      );
    }
    if (!queue.priorities.includes(contract.priority)) {
      throw new ConfigurationInvalid(
        `${contract.type}.priority`,
        `${contract.priority} is not declared by queue ${name}/${queue.name} (${queue.priorities.join(', ')})`,
      );
    }
  }
  for (const contract of options.contracts) {
    queueByContract.set(
      contract,
      queues.find((queue) => queue.name === contract.queue)!,
    );
  }
  assertOneOwner(options.contracts);
  assertKnownApart(options.contracts);
  assertOneMeaning(options.contracts);
  for (const channel of options.channels ?? []) assertChannelPattern(channel.pattern, `${name}.channels`);
  return { name, summary: options.summary, contracts: options.contracts, queues, channels: options.channels ?? [] };
}

/** A limit is shared by its name, so two contracts that name it must mean the same. */
function assertOneMeaning(contracts: readonly AnyContract[]): void {
  const known = new Map<string, { type: string; limit: ContractLimit }>();
  for (const { type, limits } of contracts) {
    for (const limit of limits ?? []) {
      const { name } = limit.definition;
      const other = known.get(name);
      if (other && (!isSameLimit(other.limit.definition, limit.definition) || !other.limit.by !== !limit.by))
        throw new ConfigurationInvalid(`${type}.limits`, `defines ${name} otherwise than ${other.type}`);
      known.set(name, { type, limit });
    }
  }
}
