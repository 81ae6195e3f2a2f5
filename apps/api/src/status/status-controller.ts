import { Controller, Get, Inject } from '@nestjs/common';
import { Readiness, SERVICE_CONTEXT, type ServiceContext } from '@kickoff/nest';

/** What runs here and whether all of it is there. */
@Controller('api/v1/status')
export class StatusController {
  constructor(
    @Inject(SERVICE_CONTEXT) private readonly context: Pick<ServiceContext, 'version' | 'workloads'>,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  @Get()
  status() {
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
