import { Controller, Inject } from '@nestjs/common';
import {
  drainQueue,
  getQueue,
  listPauses,
  listQueues,
  pauseQueue,
  pauseType,
  pauseWorkload,
  purgeQueue,
  resumeQueue,
  resumeType,
  resumeWorkload,
  undrainQueue,
  type AnswerOf,
  type RequestOf,
} from '@kickoff/api-contract';
import { NotFound, type JobState } from '@kickoff/contracts';
import { JobSearch } from '@kickoff/database';
import { JobClient, type PauseTarget } from '@kickoff/jobs';
import { OperationStarter } from '../bulk/operation-starter.js';
import type { Call } from '../operations/call.js';
import { Implements } from '../operations/implements.js';
import { API_PATH } from '../requests/api-path.js';
import { shownPause } from './pause-of.js';
import { ShownQueues, type ShownQueue } from './shown-queues.js';

type Paused = AnswerOf<typeof pauseQueue>;
type Place = RequestOf<typeof getQueue>['params'];

/** States of a job that waits in its queue: a purge cancels those. */
const WAITING = ['queued', 'scheduled', 'retrying'] as const satisfies readonly JobState[];

/** Queues, and what of them, of workloads and of types is paused. */
@Controller(API_PATH)
export class QueuesController {
  constructor(
    @Inject(JobClient) private readonly client: JobClient,
    @Inject(ShownQueues) private readonly queues: ShownQueues,
    @Inject(JobSearch) private readonly search: JobSearch,
    @Inject(OperationStarter) private readonly operations: OperationStarter,
  ) {}

  @Implements(listQueues)
  async listQueues(): Promise<AnswerOf<typeof listQueues>> {
    return { items: await this.queues.all() };
  }

  @Implements(getQueue)
  async getQueue({ params }: RequestOf<typeof getQueue>): Promise<AnswerOf<typeof getQueue>> {
    const queue = await this.find(params);
    return { ...queue, waitingJobs: await this.search.count({ queues: [inPath(params)], states: [...WAITING] }) };
  }

  @Implements(drainQueue)
  async drainQueue({ params, body }: RequestOf<typeof drainQueue>, call: Call): Promise<AnswerOf<typeof drainQueue>> {
    const { queue, said } = drainOf(params, body, call);
    await this.client.drain(queue, said);
    return { what: `queue ${queue}`, draining: true, ...said };
  }

  @Implements(undrainQueue)
  async undrainQueue(
    { params, body }: RequestOf<typeof undrainQueue>,
    call: Call,
  ): Promise<AnswerOf<typeof undrainQueue>> {
    const { queue, said } = drainOf(params, body, call);
    await this.client.undrain(queue, said);
    return { what: `queue ${queue}`, draining: false, ...said };
  }

  @Implements(purgeQueue)
  async purgeQueue(
    { params, body: { count, reason } }: RequestOf<typeof purgeQueue>,
    call: Call,
  ): Promise<AnswerOf<typeof purgeQueue>> {
    await this.find(params);
    const order = { action: { name: 'cancel' as const, reason }, filter: waitingIn(params), confirmed: count };
    const { operation } = await this.operations.start(order, call);
    return operation!;
  }

  @Implements(listPauses)
  async listPauses(): Promise<AnswerOf<typeof listPauses>> {
    return { items: (await this.client.pauses()).map(shownPause) };
  }

  @Implements(pauseQueue)
  async pauseQueue({ params, body }: RequestOf<typeof pauseQueue>, call: Call): Promise<Paused> {
    return this.pause({ queue: `${params.workload}/${params.queue}` }, body.reason, call);
  }

  @Implements(resumeQueue)
  async resumeQueue({ params, body }: RequestOf<typeof resumeQueue>, call: Call): Promise<Paused> {
    return this.resume({ queue: `${params.workload}/${params.queue}` }, body.reason, call);
  }

  @Implements(pauseWorkload)
  async pauseWorkload({ params, body }: RequestOf<typeof pauseWorkload>, call: Call): Promise<Paused> {
    return this.pause(params, body.reason, call);
  }

  @Implements(resumeWorkload)
  async resumeWorkload({ params, body }: RequestOf<typeof resumeWorkload>, call: Call): Promise<Paused> {
    return this.resume(params, body.reason, call);
  }

  @Implements(pauseType)
  async pauseType({ params, body }: RequestOf<typeof pauseType>, call: Call): Promise<Paused> {
    return this.pause(params, body.reason, call);
  }

  @Implements(resumeType)
  async resumeType({ params, body }: RequestOf<typeof resumeType>, call: Call): Promise<Paused> {
    return this.resume(params, body.reason, call);
  }

  /** @throws NotFound */
  private async find({ workload, queue: name }: Place): Promise<ShownQueue> {
    const queues = await this.queues.all();
    const queue = queues.find((each) => each.workload === workload && each.name === name);
    if (!queue) throw new NotFound(`there is no queue ${workload}/${name}`);
    return queue;
  }

  private async pause(target: PauseTarget, reason: string, { caller: { name: by } }: Call): Promise<Paused> {
    await this.client.pause(target, { reason, by });
    return { what: inWords(target), paused: true, reason, by };
  }

  private async resume(target: PauseTarget, reason: string, { caller: { name: by } }: Call): Promise<Paused> {
    await this.client.resume(target, { reason, by });
    return { what: inWords(target), paused: false, reason, by };
  }
}

function inPath({ workload, queue }: Place): string {
  return `${workload}/${queue}`;
}

/** What a purge cancels. */
function waitingIn(place: Place): { queue: string[]; state: JobState[] } {
  return { queue: [inPath(place)], state: [...WAITING] };
}

function drainOf(
  place: Place,
  { reason }: { reason: string },
  { caller: { name: by } }: Call,
): { queue: string; said: { reason: string; by: string } } {
  return { queue: inPath(place), said: { reason, by } };
}

/** `queue live-scores/polling` */
function inWords(target: PauseTarget): string {
  return Object.entries(target)
    .map(([kind, name]) => `${kind} ${String(name)}`)
    .join(' ');
}
