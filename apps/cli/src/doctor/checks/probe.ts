import { KickoffError, PLATFORM_WORKLOAD, type Duration } from '@kickoff/contracts';
import { JobClient, probeQueue, queueStates, type QueueState } from '@kickoff/jobs';
import { progressBar } from '../../cli/progress-bar.js';
import { defineCheck, type Check, type Finding } from '../check.js';

export interface ProbeTerms {
  timeout: Duration;
  /** Takes the progress bar. */
  stderr: NodeJS.WriteStream;
}

/** Runs a test job through every queue and priority, all at once. Paused queues are passed over, and the platform's own, which the scheduler serves: its check tells of that. */
export function probe({ timeout, stderr }: ProbeTerms): Check {
  return defineCheck({
    name: 'probe',
    needs: ['broker'],
    find: async ({ broker }) => {
      const lanes = (await queueStates(broker))
        .filter(({ workload, paused }) => !paused && workload !== PLATFORM_WORKLOAD)
        .flatMap((state) => state.priorities.map(({ priority }) => ({ ...state, priority })));
      const bar = progressBar('queues probed', lanes.length, stderr);
      const client = new JobClient<never>(broker);
      const findings = await Promise.all(
        lanes.map(async (lane) => {
          try {
            return await probeLane(client, lane, timeout);
          } finally {
            bar.increment();
          }
        }),
      );
      bar.stop();
      return findings.flatMap((finding) => finding ?? []);
    },
  });
}

async function probeLane(
  client: JobClient<never>,
  {
    workload,
    queue,
    priority,
  }: Pick<QueueState, 'workload' | 'queue'> & { priority: QueueState['priorities'][number]['priority'] },
  timeout: Duration,
): Promise<Finding | undefined> {
  try {
    await probeQueue(client, { workload, queue, priority, timeout });
    return undefined;
  } catch (error) {
    if (!(error instanceof KickoffError)) throw error;
    return {
      severity: 'problem',
      what: `a test job of priority ${priority} did not come back: ${error.message}`,
      where: `queue ${workload}/${queue}`,
      remedy: 'see `kickoff workers list` for who serves the queue, and the log of that worker',
    };
  }
}
