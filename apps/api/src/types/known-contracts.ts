import { Inject, Injectable } from '@nestjs/common';
import {
  byEveryName,
  consumerName,
  jobsStream,
  nearest,
  PriorityNotDeclared,
  UnknownJobType,
  type AnyContract,
  type ContractAnnouncement,
  type Priority,
} from '@kickoff/contracts';
import { Broker, registeredContract, registeredType, registeredTypes } from '@kickoff/jobs';
import { WORKLOADS, type ServiceWorkload } from '@kickoff/nest';
import { registeredInput } from './registered-input.js';

/** A type that can be enqueued: by the code of a loaded workload, else by what the registry has of it. */
export type KnownContract =
  | { from: 'code'; contract: AnyContract }
  | { from: 'registry'; announced: ContractAnnouncement; contractFor(key: unknown): AnyContract };

/** Job types that this process has the code of, and those that workers have announced. */
@Injectable()
export class KnownContracts {
  private readonly loaded: ReadonlyMap<string, AnyContract>;

  constructor(
    @Inject(Broker) private readonly broker: Broker,
    @Inject(WORKLOADS) workloads: readonly ServiceWorkload[],
  ) {
    const contracts = workloads.flatMap(({ workload }) => workload.contracts);
    this.loaded = byEveryName(contracts, (contract) => contract);
  }

  /** @throws UnknownJobType with the nearest name that there is; BrokerUnavailable */
  async find(type: string): Promise<KnownContract> {
    const contract = this.loaded.get(type);
    if (contract) return { from: 'code', contract };
    const announced = await registeredType(this.broker, type);
    if (announced) {
      const contractFor = (key: unknown) => registeredContract(announced, { key, input: registeredInput(announced) });
      return { from: 'registry', announced, contractFor };
    }
    throw new UnknownJobType(type, nearest(type, await this.names()));
  }

  /** Every name that each of these types has or had; a type that nobody knows any more may still have jobs. */
  async namesOf(types: readonly string[]): Promise<string[]> {
    const known = [
      ...[...this.loaded.values()].map(({ type, aliases }) => [type, ...aliases]),
      ...(await registeredTypes(this.broker)).map(({ type, enqueue }) => [type, ...(enqueue?.aliases ?? [])]),
    ];
    const names = types.flatMap((type) => [type, ...known.filter((each) => each.includes(type)).flat()]);
    return [...new Set(names)];
  }

  /** Every name. */
  async names(): Promise<string[]> {
    return [...this.loaded.keys(), ...(await registeredTypes(this.broker)).map(({ type }) => type)];
  }

  /**
   * A queue has a consumer for each priority that it declares; without one nobody would ever receive the job.
   *
   * @throws PriorityNotDeclared
   */
  async assertServed({ type, queue }: ContractAnnouncement, priority: Priority): Promise<void> {
    const workload = type.slice(0, type.indexOf('.'));
    const consumers: string[] = [];
    for await (const { name } of this.broker.manager.consumers.list(jobsStream(workload))) consumers.push(name);
    if (consumers.includes(consumerName(queue, priority))) return;
    throw new PriorityNotDeclared(`queue ${workload}/${queue} declares no priority ${priority}`);
  }
}
