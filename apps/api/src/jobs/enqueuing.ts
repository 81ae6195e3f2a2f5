import { Inject, Injectable } from '@nestjs/common';
import { enqueueJobs, type AnswerOf, type RequestOf } from '@kickoff/api-contract';
import { durationMs, Forbidden, InputInvalid, RequestInvalid, type AnyContract } from '@kickoff/contracts';
import { hashKey, JobClient, requestedJobId, type JobMessage } from '@kickoff/jobs';
import type { Caller } from '../access/caller.js';
import type { Call } from '../operations/call.js';
import { KnownContracts, type KnownContract, type NamedType } from '../types/known-contracts.js';

type Body = RequestOf<typeof enqueueJobs>['body'];
type Wanted = Exclude<Body, { jobs: unknown }>;
type Answer = AnswerOf<typeof enqueueJobs>;

/** Enqueues what a request asks for: all of it is checked before any of it is stored. */
@Injectable()
export class Enqueuing {
  constructor(
    @Inject(JobClient) private readonly client: JobClient,
    @Inject(KnownContracts) private readonly contracts: KnownContracts,
  ) {}

  /** @throws UnknownJobType, InputInvalid, RequestInvalid, PriorityNotDeclared, Forbidden, QueueDraining, Overloaded, BrokerUnavailable */
  async enqueue(body: Body, call: Call): Promise<Answer> {
    this.client.assertAdmitted();
    const isMany = 'jobs' in body;
    const asked = isMany ? body.jobs : [body];
    const names = await this.names(asked);
    const wanted = asked.map((job) => named(job, names.get(job.type)!));
    const pathOf = (index: number) => (isMany ? `body.jobs.${index}` : 'body');
    for (const [index, job] of wanted.entries()) assertMay(call.caller, job, pathOf(index));
    const known = await this.find(wanted);
    this.client.assertOpen([...known.values()].map(queueOf));
    const messages: JobMessage[] = [];
    for (const [index, job] of wanted.entries())
      messages.push(await this.message(job, index, pathOf(index), known.get(job.type)!, call));
    const enqueued = await this.send(messages);
    return {
      jobs: enqueued.map(({ id, duplicate }, index) => ({ id, type: typeOf(messages[index]!), duplicate })),
    };
  }

  /** Each name is looked up once, too. */
  private async names(wanted: readonly Wanted[]): Promise<ReadonlyMap<string, NamedType>> {
    const names = [...new Set(wanted.map(({ type }) => type))];
    return new Map(await Promise.all(names.map(async (name) => [name, await this.contracts.named(name)] as const)));
  }

  /** Each type and each line of a queue is looked up once, however many jobs there are. */
  private async find(wanted: readonly Wanted[]): Promise<ReadonlyMap<string, KnownContract>> {
    const known = new Map<string, KnownContract>();
    const lines = new Set<string>();
    for (const { type, priority } of wanted) {
      if (!known.has(type)) known.set(type, await this.contracts.find(type));
      const found = known.get(type)!;
      if (found.from === 'code' || priority === undefined || lines.has(`${type} ${priority}`)) continue;
      await this.contracts.assertServed(found.announced, priority);
      lines.add(`${type} ${priority}`);
    }
    return known;
  }

  private async message(
    job: Wanted,
    index: number,
    path: string,
    known: KnownContract,
    { once }: Call,
  ): Promise<JobMessage> {
    const { contract, uniqueKey } = contractOf(known, job, path);
    const { delay, at, expiresIn, priority, tags, attempts, carry } = job;
    const own = expiresIn === undefined ? contract : { ...contract, expiresInMs: durationMs(expiresIn) };
    try {
      return await this.client.message(own, job.input, {
        ...(delay === undefined ? {} : { delay }),
        ...(at === undefined ? {} : { at: new Date(at) }),
        priority,
        tags,
        attempts,
        carry,
        uniqueKey,
        id: once && requestedJobId(once.id, once.firstAt.getTime(), index),
      });
    } catch (error) {
      if (!(error instanceof InputInvalid)) throw error;
      throw new InputInvalid(
        error.jobType,
        error.issues.map(({ path: field, message }) => ({
          path: [path, 'input', field].filter(Boolean).join('.'),
          message,
        })),
      );
    }
  }

  /** Jobs of one workload stand in one stream, which takes them together. */
  private async send(messages: readonly JobMessage[]): Promise<{ id: string; duplicate: boolean }[]> {
    const byWorkload = new Map<string, number[]>();
    for (const [index, { address }] of messages.entries())
      byWorkload.set(address.workload, [...(byWorkload.get(address.workload) ?? []), index]);
    const enqueued: { id: string; duplicate: boolean }[] = [];
    for (const indices of byWorkload.values()) {
      const sent = await this.client.sendMany(indices.map((index) => messages[index]!));
      for (const [at, index] of indices.entries()) enqueued[index] = sent[at]!;
    }
    return enqueued;
  }
}

/** What a name stands for is part of the input unless the request says otherwise. */
function named(job: Wanted, { type, input }: NamedType): Wanted {
  if (Object.keys(input).length === 0) return { ...job, type };
  const given = job.input ?? {};
  return { ...job, type, input: typeof given === 'object' && !Array.isArray(given) ? { ...input, ...given } : given };
}

/** @throws Forbidden for a publisher that enqueues elsewhere */
function assertMay({ role, workloads }: Caller, { type }: Wanted, path: string): void {
  const workload = type.slice(0, type.indexOf('.'));
  if (role !== 'publisher' || workloads.includes(workload)) return;
  throw new Forbidden(`${path}.type: this key enqueues to ${workloads.join(', ')} only, not to ${workload}`);
}

/**
 * A key replaces the one that the type's code makes; a type whose code is not here has no other.
 *
 * @throws RequestInvalid when that one is missing
 */
function contractOf(
  known: KnownContract,
  { type, key }: Wanted,
  path: string,
): { contract: AnyContract; uniqueKey: string | undefined } {
  const uniqueKey = key === undefined ? undefined : hashKey(key);
  if (known.from === 'code') return { contract: known.contract, uniqueKey };
  const contract = known.contractFor(key);
  if (!contract.unique && !contract.ordered) return { contract, uniqueKey };
  if (key !== undefined) return { contract, uniqueKey: undefined };
  const message = `is needed: ${type} has a key that only its code can make of the input`;
  throw new RequestInvalid(enqueueJobs.id, [{ path: `${path}.key`, message }]);
}

function typeOf({ address: { workload, name } }: JobMessage): string {
  return `${workload}.${name}`;
}

function queueOf(known: KnownContract): Pick<AnyContract, 'workload' | 'queue'> {
  if (known.from === 'code') return known.contract;
  const { type, queue } = known.announced;
  return { workload: type.slice(0, type.indexOf('.')), queue };
}
