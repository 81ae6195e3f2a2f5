import { hostname } from 'node:os';
import {
  announceSubject,
  type JobContract,
  type ContractAnnouncement,
  type LimitDefinition,
  type WorkerAnnouncement,
  type Workload,
  type WorkerPlace,
  type WorkloadAnnouncement,
  workerToken,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { contractAnnouncement } from './contract-announcement.js';

const ANNOUNCE_EVERY_MS = 10_000;

/** How a worker is. */
export interface WorkerHealth extends Pick<
  WorkerAnnouncement,
  'running' | 'inHand' | 'version' | 'state' | 'causes' | 'told' | 'eventLoop' | 'memory'
> {
  /** Slots that run jobs, by queue. */
  busy: ReadonlyMap<string, number>;
}

/**
 * Tells the platform which contracts of which workload a worker serves and that it lives. Best effort: the next turn repeats it, and a
 * scheduler service that starts later learns of every worker within ten seconds.
 */
export class WorkerAnnouncer {
  private timer: NodeJS.Timeout | undefined;
  /** By the broker's clock: of two that started the later one is believed. */
  readonly startedAt: number;
  private readonly contracts: readonly JobContract[];

  constructor(
    private readonly broker: Broker,
    private readonly workload: Workload,
    private readonly queues: readonly { name: string; slots: number }[],
    private readonly name: string,
    /** That its contracts and handlers name. */
    private readonly limits: ReadonlyMap<string, LimitDefinition>,
    /** How it is: asked each time that it speaks. */
    private readonly health: () => WorkerHealth,
  ) {
    this.contracts = servedContracts(workload, queues);
    this.startedAt = Math.trunc(broker.clock.now());
  }

  /** This start of the worker. */
  get place(): WorkerPlace {
    return { workload: this.workload.name, token: workerToken(this.name), startedAt: this.startedAt };
  }

  /** Something has changed that others should not hear of ten seconds later. */
  tellNow(): void {
    this.publish('worker', this.worker(false));
  }

  start(): void {
    this.announce();
    this.timer = setInterval(() => this.announce(), ANNOUNCE_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.publish('worker', this.worker(true));
  }

  private announce(): void {
    const { name, summary, channels } = this.workload;
    this.publish('workload', { name, summary, channels: [...channels], startedAt: this.startedAt });
    for (const contract of this.contracts) this.publish('contract', contractAnnouncement(contract));
    this.publish('worker', this.worker(false));
  }

  private worker(stopping: boolean): WorkerAnnouncement {
    const { busy, ...health } = this.health();
    return {
      name: this.name,
      workload: this.workload.name,
      queues: this.queues.map(({ name, slots }) => ({ name, slots, busy: busy.get(name) ?? 0 })),
      types: this.contracts.flatMap(({ type, aliases }) => [type, ...aliases]),
      limits: this.limits.size > 0 ? [...this.limits.values()] : undefined,
      host: hostname(),
      pid: process.pid,
      ...health,
      startedAt: this.startedAt,
      at: Date.now(),
      stopping: stopping || undefined,
    };
  }

  private publish(
    kind: 'contract' | 'workload' | 'worker',
    body: ContractAnnouncement | WorkloadAnnouncement | WorkerAnnouncement,
  ): void {
    if (this.broker.connection.isClosed()) return;
    this.broker.connection.publish(announceSubject(this.workload.name, kind), JSON.stringify(body));
  }
}

/** The contracts of a workload whose queues are served. */
export function servedContracts(workload: Workload, queues: readonly { name: string }[]): readonly JobContract[] {
  return workload.contracts.filter((contract) => queues.some((queue) => queue.name === contract.queue));
}
