import { defineJob, defineWorkload, jobsStream, type Workload } from '@kickoff/contracts';
import { NoOpInput } from './no-op.js';

/** No-op jobs with a stream of their own for each number of jobs that wait there, so that a million is stored once. */
export function backlogJobs(waiting: number) {
  const name = `bench-backlog-${waiting}`;
  const contract = defineJob({
    type: `${name}.no-op`,
    summary: 'Does nothing.',
    queue: 'work',
    input: NoOpInput,
  });
  const workload: Workload = defineWorkload({
    name,
    summary: `Of whose jobs ${waiting} wait.`,
    contracts: [contract],
    queues: { work: { service: 'external', priorities: ['normal'] } },
  });
  return { contract, workload, stream: jobsStream(name) };
}
