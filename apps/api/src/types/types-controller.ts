import { Controller, Inject } from '@nestjs/common';
import { getType, listTypes, type AnswerOf, type RequestOf } from '@kickoff/api-contract';
import { answersTo, nearest, NotFound, type ContractAnnouncement, type WorkerAnnouncement } from '@kickoff/contracts';
import { Broker, JobClient, knownWorkers, registeredTypes } from '@kickoff/jobs';
import { sample } from 'openapi-sampler';
import { Implements } from '../operations/implements.js';
import { pauseOf } from '../queues/pause-of.js';
import { API_PATH } from '../requests/api-path.js';

/** Job types, as workers have announced them. */
@Controller(API_PATH)
export class TypesController {
  constructor(
    @Inject(Broker) private readonly broker: Broker,
    @Inject(JobClient) private readonly client: JobClient,
  ) {}

  @Implements(listTypes)
  async listTypes(): Promise<AnswerOf<typeof listTypes>> {
    const [types, workers] = await Promise.all([registeredTypes(this.broker), knownWorkers(this.broker)]);
    return { items: types.map((type) => summaryOf(type, workers)) };
  }

  @Implements(getType)
  async getType({ params }: RequestOf<typeof getType>): Promise<AnswerOf<typeof getType>> {
    const [types, workers] = await Promise.all([registeredTypes(this.broker), knownWorkers(this.broker)]);
    const type = types.find((each) => answersTo(each, params.type));
    if (!type) {
      const suggestion = nearest(
        params.type,
        types.map((each) => each.type),
      );
      throw new NotFound(
        `no worker has announced job type ${params.type}${suggestion ? `; did you mean ${suggestion}?` : ''}`,
      );
    }
    const { priority, attempts, timeoutMs, input, output, enqueue = {} } = type;
    const summary = summaryOf(type, workers);
    return {
      ...summary,
      priority,
      attempts,
      timeoutMs,
      aliases: enqueue.aliases ?? [],
      key: enqueue.unique ? 'unique' : enqueue.line === undefined ? null : 'ordered',
      input: input ?? null,
      output: output ?? null,
      example: input === undefined ? null : sample(input as object),
      pause: pauseOf(await this.client.pauses(), {
        workload: summary.workload,
        thing: { kind: 'type', name: type.type.slice(summary.workload.length + 1) },
      }),
    };
  }
}

function summaryOf(
  { type, summary, queue, version, enqueue = {} }: ContractAnnouncement,
  workers: readonly WorkerAnnouncement[],
): AnswerOf<typeof listTypes>['items'][number] {
  const serving = workers.filter(({ types }) => types.includes(type)).map(({ name }) => name);
  return {
    type,
    workload: type.slice(0, type.indexOf('.')),
    summary,
    queue,
    version,
    knownAs: Object.keys(enqueue.knownAs ?? {}),
    workers: serving.sort(),
  };
}
