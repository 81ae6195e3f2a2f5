import { defineJob, defineWorkload } from '@kickoff/contracts';
import { z } from 'zod';

/** The workload of the package `@acme/weather` (weather-package.ts) as producers and workers in a test's own process see it. */
export const predictRain = defineJob({
  type: 'weather.predict-rain',
  knownAs: { predict_rain: {} },
  summary: 'Says whether it will rain.',
  queue: 'predicting',
  priority: 'normal',
  input: z.object({ city: z.string() }),
  output: z.object({ rain: z.boolean() }),
});

export const reportWeather = defineJob({
  type: 'weather.report-weather',
  summary: 'Tells the temperature of a city.',
  queue: 'reporting',
  input: z.object({ city: z.string() }),
});

export const weather = defineWorkload({
  name: 'weather',
  summary: 'Temperatures of cities.',
  contracts: [predictRain, reportWeather],
  queues: { predicting: { service: 'external', priorities: ['normal'] }, reporting: { service: 'poller' } },
});
