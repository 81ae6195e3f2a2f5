import { platformWorkload } from '@kickoff/contracts';
import { topologyDifferences, type TopologyDifference } from '@kickoff/jobs';
import { defineCheck, type Finding } from '../check.js';

const MIGRATE = 'run `kickoff migrate`';

export const topology = defineCheck({
  name: 'topology',
  needs: ['broker', 'workloads'],
  find: async ({ broker, workloads }) => {
    const declared = [platformWorkload, ...workloads.map(({ workload }) => workload)];
    const differences = await topologyDifferences(broker, declared);
    return differences.map(findingOf);
  },
});

function findingOf({ kind, name, setting }: TopologyDifference): Finding {
  const where = `${kind} ${name}`;
  if (!setting) return { severity: 'problem', what: `${kind} ${name} is missing`, where, remedy: MIGRATE };
  const what = `${setting.name} of ${kind} ${name} is ${JSON.stringify(setting.is)}, not ${JSON.stringify(setting.declared)}`;
  // A consumer in use is never updated by itself: with messages in flight they would be delivered twice.
  const remedy =
    kind === 'consumer'
      ? 'stop the workers of the queue, delete the consumer, then run `kickoff migrate`'
      : `${MIGRATE}; what the server refuses to change needs a new stream`;
  return { severity: 'problem', what, where, remedy };
}
