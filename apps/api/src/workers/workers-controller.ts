import { Controller, Inject } from '@nestjs/common';
import { listWorkers, type AnswerOf } from '@kickoff/api-contract';
import { Broker, knownWorkers } from '@kickoff/jobs';
import { Implements } from '../operations/implements.js';
import { API_PATH } from '../requests/api-path.js';

/** Workers, as they speak of themselves. */
@Controller(API_PATH)
export class WorkersController {
  constructor(@Inject(Broker) private readonly broker: Broker) {}

  @Implements(listWorkers)
  async listWorkers(): Promise<AnswerOf<typeof listWorkers>> {
    const workers = await knownWorkers(this.broker);
    return {
      items: workers.map(({ name, workload, queues, types, running, inHand, startedAt, at }) => ({
        name,
        workload,
        queues,
        types,
        running,
        inHand,
        startedAt: new Date(startedAt).toISOString(),
        heardAt: new Date(at).toISOString(),
      })),
    };
  }
}
