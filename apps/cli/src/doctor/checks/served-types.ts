import { knownWorkers, queueStates, registeredTypes } from '@kickoff/jobs';
import { defineCheck, type Finding } from '../check.js';

export const servedTypes = defineCheck({
  name: 'served-types',
  needs: ['broker', 'workloads'],
  find: async ({ broker, workloads }) => {
    const served = new Set((await knownWorkers(broker)).flatMap(({ types }) => types));
    const queues = await queueStates(broker);
    const unserved = new Map<string, Set<string>>();
    const note = (queue: string, type: string) => {
      if (!served.has(type)) unserved.set(queue, (unserved.get(queue) ?? new Set()).add(type));
    };
    for (const { workload } of workloads)
      for (const { type, queue } of workload.contracts) note(`${workload.name}/${queue}`, type);
    for (const { type, queue } of await registeredTypes(broker)) note(`${type.split('.')[0]}/${queue}`, type);
    return [...unserved].map(([queue, types]): Finding => {
      const waiting = queues.find((state) => `${state.workload}/${state.queue}` === queue)?.waiting ?? 0;
      return {
        // A type that is no longer used may stay in the registry; jobs that wait for it may not.
        severity: waiting > 0 ? 'problem' : 'warning',
        what: `no living worker serves ${[...types].sort().join(', ')}${waiting > 0 ? `; ${waiting} jobs wait` : ''}`,
        where: `queue ${queue}`,
        remedy: `start a worker of the queue, e.g. \`kickoff work --queues ${queue}\`, or look into the log of its service`,
      };
    });
  },
});
