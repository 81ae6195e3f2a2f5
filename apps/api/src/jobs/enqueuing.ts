import { Inject, Injectable } from '@nestjs/common';
import { enqueueJobs, type AnswerOf, type RequestOf } from '@kickoff/api-contract';
import { durationMs, Forbidden, InputInvalid, RequestInvalid, type AnyContract } from '@kickoff/contracts';
import { hashKey, JobClient, requestedJobId, type JobMessage } from '@kickoff/jobs';
import type { Call } from '../operations/call.js';
import { KnownContracts } from '../types/known-contracts.js';

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

  /** @throws UnknownJobType, InputInvalid, RequestInvalid, PriorityNotDeclared, Forbidden, Overloaded, BrokerUnavailable */
  async enqueue(body: Body, call: Call): Promise<Answer> {
    this.client.assertAdmitted();
    const isMany = 'jobs' in body;
    const wanted = isMany ? body.jobs : [body];
    const messages: JobMessage[] = [];
    for (const [index, job] of wanted.entries())
      messages.push(await this.message(job, index, isMany ? `body.jobs.${index}` : 'body', call));
    const enqueued = await this.send(messages);
    return {
      jobs: enqueued.map(({ id, duplicate }, index) => ({ id, type: typeOf(messages[index]!), duplicate })),
    };
  }

  private async message(job: Wanted, index: number, path: string, { caller, once }: Call): Promise<JobMessage> {
    const workload = job.type.slice(0, job.type.indexOf('.'));
    if (caller.role === 'publisher' && !caller.workloads.includes(workload))
      throw new Forbidden(`${path}.type: this key enqueues to ${caller.workloads.join(', ')} only, not to ${workload}`);
    const { contract, uniqueKey } = await this.contractOf(job, path);
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

  /** A key replaces the one that the type's code makes; a type whose code is not here has no other. */
  private async contractOf(
    { type, key, priority }: Wanted,
    path: string,
  ): Promise<{ contract: AnyContract; uniqueKey: string | undefined }> {
    const known = await this.contracts.find(type);
    const uniqueKey = key === undefined ? undefined : hashKey(key);
    if (known.from === 'code') return { contract: known.contract, uniqueKey };
    const contract = known.contractFor(key);
    if (priority !== undefined) await this.contracts.assertServed(contract, priority);
    if (!contract.unique && !contract.ordered) return { contract, uniqueKey };
    if (key === undefined) {
      const message = `is needed: ${type} has a key that only its code can make of the input`;
      throw new RequestInvalid(enqueueJobs.id, [{ path: `${path}.key`, message }]);
    }
    return { contract, uniqueKey: undefined };
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

function typeOf({ address: { workload, name } }: JobMessage): string {
  return `${workload}.${name}`;
}
