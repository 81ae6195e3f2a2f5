import { defineJob, defineWorkload, fixed } from '@kickoff/contracts';
import { z } from 'zod';

export const reportWeather = defineJob({
  type: 'weather.report-weather',
  summary: 'Asks for the temperature of a city and tells everyone who watches it.',
  queue: 'reporting',
  input: z.object({ city: z.string().regex(/^[a-z-]+$/) }),
  output: z.object({ celsius: z.number() }),
  attempts: 3,
  backoff: fixed('5s'),
  timeout: '10s',
  unique: { by: ({ city }) => city },
});

export const workload = defineWorkload({
  name: 'weather',
  summary: 'Temperatures of cities.',
  contracts: [reportWeather],
  queues: { reporting: { service: 'poller' } },
  channels: [{ pattern: ':city', visibility: 'public' }],
});
