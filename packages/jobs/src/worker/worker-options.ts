import {
  ConfigurationInvalid,
  isSameLimit,
  nearest,
  type LimitDefinition,
  type LogLine,
  type Workload,
} from '@kickoff/contracts';
import type { BalanceOptions } from '../balance/balancer.js';
import { slotBounds } from '../balance/slot-bounds.js';
import type { Broker, BrokerOptions } from '../broker/broker.js';
import type { JobMiddleware } from '../middleware/middleware.js';
import type { RunDefaults } from '../override/override-table.js';
import type { ChangedContracts } from '../registry/check-contracts.js';
import type { SealingKeys } from '../sealing/sealing-keys.js';
import { checkIsolation } from '../threads/check-isolation.js';
import { defaultSlots } from '../threads/thread-queue.js';
import type { Ceilings } from './ceilings.js';
import type { HandledJob } from './handler.js';
import type { RecordLookup, Transactions } from './transactions.js';

export interface WorkerQueue {
  /** A queue that the workload declares. */
  name: string;
  /** Jobs that run at once. Default 10; where every type runs in a thread, the number of processors. */
  slots?: number;
  /** With `balance`: never fewer slots. Default 1. */
  minSlots?: number;
  /** With `balance`: never more slots. Default: all of the worker. */
  maxSlots?: number;
}

/** What `new Worker` takes. */
export interface WorkerOptions<Manager = unknown> {
  connection: BrokerOptions;
  workload: Workload;
  queues: readonly WorkerQueue[];
  /** One per job type of the queues. */
  handlers: readonly HandledJob[];
  /** Shown in the record. Default: host and process id. */
  name?: string;
  /** Attempts and time-out of contracts that name none. Default: 3 attempts and 15 minutes. */
  defaults?: RunDefaults;
  /** Of its code, shown to operators. */
  version?: string;
  /** A connection to share; else the worker makes its own from `connection`. */
  broker?: Broker;
  /** Limits that handlers take from and no contract names; `job.limit` knows those of the contracts, too. */
  limits?: readonly LimitDefinition[];
  /** Needed for contracts with sensitive fields. */
  sealing?: SealingKeys;
  /** Around every run, and every enqueue of its handlers; the first is the outermost. */
  middleware?: readonly JobMiddleware[];
  /** Needed for `job.transaction`. */
  transactions?: Transactions<Manager>;
  record?: RecordLookup;
  /** Whether an error means that something the handlers need is away: the job then returns without spending its attempt. */
  isOutage?: (error: unknown) => boolean;
  /** Receives every line that handlers log. */
  onLog?: (line: LogLine, job: { id: string; type: string; attempt: number }) => void;
  /**
   * What to do about a contract that fails jobs of the registered ones: not start, as `ContractChanged`, or warn and serve
   * it, which is for development. Default `refuse`.
   */
  changedContracts?: ChangedContracts;
  /** How long a stopped handler may go on after its signal aborted. Default 5 s. */
  abortGraceMs?: number;
  /** Moves slots between the queues to where the backlog is. Default: each queue keeps its own. */
  balance?: BalanceOptions;
  /** At any of them the worker pulls nothing more and tells `ceilingReached`, then `drained`. Default: none. */
  ceilings?: Ceilings;
}

export interface CompiledQueue {
  name: string;
  slots: number;
  minSlots: number;
  maxSlots: number;
  /** Most jobs that one of its types runs at once; 1 without batches. */
  batchSize: number;
  priorities: Workload['queues'][number]['priorities'];
}

/**
 * Checks the options against the workload.
 *
 * @throws ConfigurationInvalid for an unknown queue, a bad number of slots, or a queue with a type that has no handler:
 * the worker would pull jobs that it cannot run
 */
export function compileQueues({ workload, queues, handlers }: WorkerOptions): CompiledQueue[] {
  if (queues.length === 0) throw new ConfigurationInvalid('worker.queues', 'must name at least one queue');
  return queues.map(({ name, slots = defaultSlots(workload, name), ...bounds }, index) => {
    const path = `worker.queues[${index}]`;
    const queue = workload.queues.find((candidate) => candidate.name === name);
    if (!queue) {
      const suggestion = nearest(
        name,
        workload.queues.map((candidate) => candidate.name),
      );
      throw new ConfigurationInvalid(
        `${path}.name`,
        `${name} is not a queue of ${workload.name}${suggestion ? `; did you mean ${suggestion}?` : ''}`,
      );
    }
    if (!Number.isInteger(slots) || slots < 1)
      throw new ConfigurationInvalid(`${path}.slots`, `must be at least 1, got ${slots}`);
    for (const { contract, handler } of handlers) {
      if (contract.queue !== name || 'runMany' in handler === (contract.batch !== undefined)) continue;
      throw new ConfigurationInvalid(
        contract.type,
        contract.batch
          ? 'has `batch`, so its handler needs `runMany`; make it with handleMany'
          : 'has no `batch`, so its handler needs `run`; make it with handle',
      );
    }
    for (const handled of handlers) if (handled.contract.queue === name) checkIsolation(handled);
    for (const contract of workload.contracts) {
      if (contract.queue !== name || handlers.some((handled) => handled.contract.type === contract.type)) continue;
      throw new ConfigurationInvalid(
        path,
        `serves ${workload.name}/${name}, but no handler is given for ${contract.type}; add one to the worker's handlers`,
      );
    }
    const batchSizes = handlers
      .filter(({ contract }) => contract.queue === name)
      .map(({ contract }) => contract.batch?.size ?? 1);
    return {
      name,
      slots,
      ...slotBounds(slots, bounds, path),
      batchSize: Math.max(1, ...batchSizes),
      priorities: queue.priorities,
    };
  });
}

/** @throws ConfigurationInvalid when the worker serves no such queue */
export function queueNamed(queues: readonly CompiledQueue[], name: string): CompiledQueue {
  const found = queues.find((queue) => queue.name === name);
  if (found) return found;
  const suggestion = nearest(
    name,
    queues.map((queue) => queue.name),
  );
  throw new ConfigurationInvalid(
    'worker.queues',
    `hold no ${name}${suggestion ? `; did you mean ${suggestion}?` : ''}`,
  );
}

/**
 * Every limit that `job.limit` may name: those of the worker's options and of its contracts.
 *
 * @throws ConfigurationInvalid when one name means two limits
 */
export function namedLimits({ workload, limits = [] }: WorkerOptions): Map<string, LimitDefinition> {
  const named = new Map(limits.map((limit) => [limit.name, limit]));
  for (const { type, limits: own } of workload.contracts) {
    for (const { definition } of own ?? []) {
      const known = named.get(definition.name);
      if (known && !isSameLimit(known, definition))
        throw new ConfigurationInvalid(`worker.limits.${definition.name}`, `is defined otherwise than by ${type}`);
      named.set(definition.name, definition);
    }
  }
  return named;
}
