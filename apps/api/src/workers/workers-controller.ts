import { Controller, Inject } from '@nestjs/common';
import { listWorkers, type AnswerOf } from '@kickoff/api-contract';
import { Broker, presentWorkers } from '@kickoff/jobs';
import { Implements } from '../operations/implements.js';
import { API_PATH } from '../requests/api-path.js';

/** Workers, as they speak of themselves. */
@Controller(API_PATH)
export class WorkersController {
  constructor(@Inject(Broker) private readonly broker: Broker) {}

  @Implements(listWorkers)
  async listWorkers(): Promise<AnswerOf<typeof listWorkers>> {
    const workers = await presentWorkers(this.broker);
    const sorted = workers.toSorted((a, b) => (`${a.workload} ${a.name}` < `${b.workload} ${b.name}` ? -1 : 1));
    return {
      items: sorted.map(({ name, workload, queues, types, running, inHand, startedAt, at }) => ({
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
