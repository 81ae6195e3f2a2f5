import { Controller, Inject } from '@nestjs/common';
import {
  listPauses,
  listQueues,
  pauseQueue,
  pauseType,
  pauseWorkload,
  resumeQueue,
  resumeType,
  resumeWorkload,
  type AnswerOf,
  type RequestOf,
} from '@kickoff/api-contract';
import { Broker, JobClient, knownWorkers, queueStates, type PauseTarget } from '@kickoff/jobs';
import type { Call } from '../operations/call.js';
import { Implements } from '../operations/implements.js';
import { API_PATH } from '../requests/api-path.js';
import { pauseOf, shownPause } from './pause-of.js';

type Paused = AnswerOf<typeof pauseQueue>;

/** Queues, and what of them, of workloads and of types is paused. */
@Controller(API_PATH)
export class QueuesController {
  constructor(
    @Inject(Broker) private readonly broker: Broker,
    @Inject(JobClient) private readonly client: JobClient,
  ) {}

  @Implements(listQueues)
  async listQueues(): Promise<AnswerOf<typeof listQueues>> {
    const [queues, workers, pauses] = await Promise.all([
      queueStates(this.broker),
      knownWorkers(this.broker),
      this.client.pauses(),
    ]);
    return {
      items: queues.map(({ workload, queue: name, priorities }) => {
        const serving = workers.flatMap((worker) => {
          const queue = worker.queues.find((each) => each.name === name);
          return worker.workload === workload && queue ? [{ name: worker.name, slots: queue.slots }] : [];
        });
        return {
          workload,
          name,
          priorities: priorities.map(({ priority, waiting, running }) => ({ priority, waiting, inHand: running })),
          slots: serving.reduce((sum, { slots }) => sum + slots, 0),
          workers: serving.map((worker) => worker.name).sort(),
          pause: pauseOf(pauses, { workload, thing: { kind: 'queue', queue: name } }),
        };
      }),
    };
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

  private async pause(target: PauseTarget, reason: string, { caller: { name: by } }: Call): Promise<Paused> {
    await this.client.pause(target, { reason, by });
    return { what: inWords(target), paused: true, reason, by };
  }

  private async resume(target: PauseTarget, reason: string, { caller: { name: by } }: Call): Promise<Paused> {
    await this.client.resume(target, { reason, by });
    return { what: inWords(target), paused: false, reason, by };
  }
}

/** `queue live-scores/polling` */
function inWords(target: PauseTarget): string {
  return Object.entries(target)
    .map(([kind, name]) => `${kind} ${String(name)}`)
    .join(' ');
}
