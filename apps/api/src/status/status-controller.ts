import { Controller, Inject } from '@nestjs/common';
import { getStatus, type AnswerOf } from '@kickoff/api-contract';
import { Readiness, SERVICE_CONTEXT, type ServiceContext } from '@kickoff/nest';
import { Implements } from '../operations/implements.js';
import { API_PATH } from '../requests/api-path.js';

/** What runs here and whether all of it is there. */
@Controller(API_PATH)
export class StatusController {
  constructor(
    @Inject(SERVICE_CONTEXT) private readonly context: Pick<ServiceContext, 'version' | 'workloads'>,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  @Implements(getStatus)
  getStatus(): AnswerOf<typeof getStatus> {
    const { ready, dependencies } = this.readiness.report();
    const { version, workloads } = this.context;
    return {
      status: ready ? 'ok' : 'degraded',
      version,
      workloads: workloads.map(({ workload: { name, summary, queues, contracts } }) => ({
        name,
        summary,
        queues: queues.map((queue) => queue.name),
        jobTypes: contracts.map(({ type }) => type),
      })),
      dependencies,
    };
  }
}
