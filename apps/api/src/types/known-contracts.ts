import { Inject, Injectable } from '@nestjs/common';
import {
  byEveryName,
  consumerName,
  isKnownName,
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

/** What a name asks for: a type, and the part of its input that the name stands for. */
export interface NamedType {
  type: string;
  input: Readonly<Record<string, unknown>>;
}

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

  /**
   * The type that people know by this name; a type is its own.
   *
   * @throws UnknownJobType for a name that no type, or more than one, is known as; BrokerUnavailable
   */
  async named(name: string): Promise<NamedType> {
    if (!isKnownName(name)) return { type: name, input: {} };
    const known = await this.knownNames();
    const types = known.filter((each) => each.name === name);
    if (types.length === 1) return types[0]!;
    const several = types.map(({ type }) => type).join(' or ');
    throw new UnknownJobType(
      name,
      several ||
        nearest(
          name,
          known.map((each) => each.name),
        ),
    );
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

  private async knownNames(): Promise<(NamedType & { name: string })[]> {
    const registered = await registeredTypes(this.broker);
    const byType = new Map([
      ...registered.map(({ type, enqueue }) => [type, enqueue?.knownAs ?? {}] as const),
      ...[...this.loaded.values()].map(({ type, knownAs }) => [type, knownAs] as const),
    ]);
    return [...byType].flatMap(([type, names]) =>
      Object.entries(names).map(([name, input]) => ({ name, type, input })),
    );
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
