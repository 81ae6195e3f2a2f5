import { Inject } from '@nestjs/common';
import { Unrecoverable } from '@kickoff/contracts';
import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { z } from 'zod';
import { reportWeather } from './contracts.js';
import type { WeatherSettings } from './settings.js';

const Answer = z.object({ celsius: z.number() });

@Handles(reportWeather)
export class ReportWeather implements JobHandler<typeof reportWeather> {
  constructor(@Inject(WORKLOAD_SETTINGS) private readonly settings: WeatherSettings) {}

  async run({ city }: { city: string }, job: JobContext) {
    await job.limit('requests').take();
    const response = await fetch(`${this.settings.WEATHER_URL}/${city}`, { signal: job.signal });
    if (response.status === 404) throw new Unrecoverable(`no city is called ${city}`);
    if (!response.ok) throw new Error(`the weather API answered ${response.status}`);
    const { celsius } = Answer.parse(await response.json());
    await job.broadcast(`weather/${city}`, 'temperature', { celsius }, { document: { city, celsius } });
    return { celsius };
  }
}
