import type { Type } from '@nestjs/common';
import { z } from 'zod';
import { defineJob, defineWorkload, fixed } from '@kickoff/contracts';
import type { ImportEntry } from '../workload/load-workloads.js';
import { defineManifest, type WorkloadManifest } from '../workload/workload-manifest.js';

/** A small workload for the tests of this package. */
export const lookAtSky = defineJob({
  type: 'weather.look-at-sky',
  summary: 'Looks up.',
  queue: 'looking',
  input: z.object({ city: z.string() }),
  attempts: 2,
  backoff: fixed('250ms'),
});

export const sumUpDay = defineJob({
  type: 'weather.sum-up-day',
  summary: 'Writes the day down.',
  queue: 'writing',
  input: z.object({}),
});

/** The workload with its queues served by whom the test likes. */
export function weatherOf(queues: Record<'looking' | 'writing', { service: 'processor' | 'poller' }>) {
  return defineWorkload({
    name: 'weather',
    summary: 'Looks at the sky.',
    contracts: [lookAtSky, sumUpDay],
    queues,
  });
}

export const weather = weatherOf({ looking: { service: 'processor' }, writing: { service: 'poller' } });

export const weatherSettings = z.object({
  WEATHER_CITY: z.string().default('Lisbon').meta({ description: 'Where to look.' }),
});

/** A manifest with the given handlers. */
export function weatherManifest(
  handlers: readonly Type<unknown>[],
  rest: Partial<WorkloadManifest<typeof weatherSettings>> = {},
): WorkloadManifest {
  return defineManifest({ workload: weather, settings: weatherSettings, handlers, ...rest }) as WorkloadManifest;
}

/** Imports the given manifest as if it were the package `@example/weather`. */
export function weatherPackage(manifest: WorkloadManifest, workload = weather): ImportEntry {
  return (specifier) =>
    specifier.endsWith('/contracts')
      ? Promise.resolve({ workload })
      : Promise.resolve({ default: { ...manifest, workload } });
}
