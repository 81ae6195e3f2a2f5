import { defineCommand } from '../cli/define-command.js';
import { forEver } from '../cli/for-ever.js';

export const work = defineCommand({
  name: 'work',
  summary: 'Runs a worker for queues of workloads, until it is stopped',
  description:
    'Loads workloads by their manifests, as the services do, and runs the chosen queues whatever service they name, also those that are external. Without PostgreSQL (KICKOFF_DATABASE_URL) handlers have no `job.transaction`. Writes log lines in JSON; SIGTERM lets running jobs finish.',
  options: {
    workload: {
      kind: 'list',
      value: 'packages',
      summary: 'packages, or folders of packages such as `.`; default those of KICKOFF_WORKLOADS',
    },
    queues: {
      kind: 'list',
      value: 'names',
      complete: 'queues',
      summary: '`reporting` or `weather/reporting`; default every queue of the workloads',
    },
    slots: {
      kind: 'number',
      value: 'n',
      min: 1,
      max: 10_000,
      summary: 'jobs of each queue at once, in place of KICKOFF_SLOTS',
    },
    'health-port': {
      kind: 'number',
      value: 'port',
      min: 0,
      max: 65_535,
      summary: 'in place of HEALTH_PORT; default a free one, which the log names',
    },
  },
  examples: [
    { line: 'kickoff work --workload . --slots 5', does: 'the workload of the package in this folder' },
    { line: 'kickoff work --queues weather/reporting,weather/predicting' },
  ],
  async run({ options: { workload, queues, slots, 'health-port': healthPort }, context }) {
    const [{ loadWorkloads, runService }, { parseSettings, workloadsSettings }, worker, { workloadPackages }] =
      await Promise.all([
        import('@kickoff/nest'),
        import('@kickoff/nest/settings'),
        import('../work/worker-service.js'),
        import('../workload/workload-packages.js'),
      ]);
    const specifiers = workload ?? parseSettings(workloadsSettings, context.environment).KICKOFF_WORKLOADS;
    const { names, importEntry } = workloadPackages(specifiers, context.folder);
    const serves = worker.chooseQueues(queues, await loadWorkloads(names, importEntry));
    const environment = {
      ...context.environment,
      KICKOFF_WORKLOADS: names.join(','),
      HEALTH_PORT: String(healthPort ?? context.environment['HEALTH_PORT'] ?? 0),
      ...(slots === undefined ? {} : { KICKOFF_SLOTS: String(slots) }),
    };
    await runService(worker.workerService(serves), { environment, importEntry });
    return forEver();
  },
});
