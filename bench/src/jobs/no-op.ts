import { consumerName, defineJob, defineWorkload, jobsStream } from '@kickoff/contracts';
import { z } from 'zod';

export const NoOpInput = z.object({ number: z.number(), text: z.string() });

/** The job that is measured: it does nothing, so that only the platform's own time shows. */
export const noOp = defineJob({
  type: 'bench.no-op',
  summary: 'Does nothing.',
  queue: 'bench',
  input: NoOpInput,
});

export const benchWorkload = defineWorkload({
  name: 'bench',
  summary: 'Jobs that measure the platform.',
  contracts: [noOp],
  queues: { bench: { service: 'external', priorities: ['normal'] } },
});

/** Where its jobs wait, for those who use the raw client. */
export const STREAM = jobsStream('bench');
export const CONSUMER = consumerName('bench', 'normal');

export function inputs(count: number): { number: number; text: string }[] {
  return Array.from({ length: count }, (_, number) => ({
    number,
    text: 'a job of a usual size, about a hundred bytes of input in all',
  }));
}
