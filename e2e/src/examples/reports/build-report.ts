import { defineJob, defineWorkload, Unrecoverable } from '@kickoff/contracts';
import { handle } from '@kickoff/jobs';
import { z } from 'zod';

export const buildReport = defineJob({
  type: 'reports.build-report',
  summary: 'Builds the report of one month.',
  queue: 'building',
  input: z.object({ month: z.string() }),
  output: z.object({ pages: z.int() }),
});

export const reports = defineWorkload({
  name: 'reports',
  summary: 'An example of results.',
  contracts: [buildReport],
  queues: { building: { service: 'external' } },
});

export const reportHandlers = [
  handle(buildReport, async ({ month }, job) => {
    if (month === 'never') throw new Unrecoverable('there is no such month');
    job.log.info('reading orders', { month });
    job.progress(0.5, 'orders read');
    return { pages: 12 };
  }),
];
