import { afterAll, beforeAll } from '@jest/globals';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A workload as a team outside the repository has it: a package of plain JavaScript in a folder of its own, called `weather`,
 * with one queue that a service serves and one that is the team's own business.
 */

const MODULES = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

const MANIFEST = {
  name: '@acme/weather',
  version: '1.0.0',
  type: 'module',
  exports: { './contracts': './contracts.js', './worker': './worker.js' },
};

const CONTRACTS = `
import { defineJob, defineWorkload, fixed } from '@kickoff/contracts';
import { z } from 'zod';

export const predictRain = defineJob({
  type: 'weather.predict-rain',
  summary: 'Says whether it will rain.',
  queue: 'predicting',
  input: z.object({ city: z.string() }),
  output: z.object({ rain: z.boolean() }),
});

export const reportWeather = defineJob({
  type: 'weather.report-weather',
  summary: 'Tells the temperature of a city.',
  queue: 'reporting',
  input: z.object({ city: z.string() }),
  attempts: 2,
  backoff: fixed('1s'),
});

export const workload = defineWorkload({
  name: 'weather',
  summary: 'Temperatures of cities.',
  contracts: [predictRain, reportWeather],
  queues: { predicting: { service: 'external', priorities: ['normal'] }, reporting: { service: 'poller' } },
});
`;

const WORKER = `
import { defineSchedule } from '@kickoff/contracts';
import { defineManifest, Handles, importRows, importSchedules } from '@kickoff/nest';
import { z } from 'zod';
import { predictRain, reportWeather, workload } from './contracts.js';

class PredictRain {
  run({ city }) { console.log('predicted ' + city); return { rain: false }; }
}
Handles(predictRain)(PredictRain);

class ReportWeather {
  run({ city }) { console.log('reported ' + city); }
}
Handles(reportWeather)(ReportWeather);

export class Cities {
  async up(runner) { await runner.query('CREATE TABLE weather.cities (name text PRIMARY KEY)'); }
}

export default defineManifest({
  workload,
  settings: z.object({ WEATHER_UNIT: z.enum(['celsius', 'kelvin']).default('celsius') }),
  schedules: () => [defineSchedule('weather', { name: 'lisbon', job: reportWeather, input: { city: 'lisbon' }, every: '1h' })],
  database: { schema: 'weather', entities: [], migrations: [Cities] },
  handlers: [PredictRain, ReportWeather],
  importers: {
    cities: importRows({
      summary: 'cities of the table towns',
      row: z.object({ name: z.string().min(1), people: z.coerce.number().int() }),
      store: (rows, writer) =>
        writer.query(
          'INSERT INTO weather.cities (name) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING',
          [rows.map(({ name }) => name)],
        ),
    }),
    schedules: importSchedules({
      summary: 'rows of the table job_configurations',
      row: z.object({ name: z.string(), interval_seconds: z.int().positive(), config_json: z.object({ city: z.string() }) }),
      schedule: (row) => ({
        name: row.name, type: 'weather.report-weather', input: row.config_json, every: row.interval_seconds + 's',
      }),
    }),
  },
});
`;

/** Writes it before the first test of the file; the result gives its folder. */
export function weatherPackage(): () => string {
  let folder: string | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kickoff-cli-'));
    await writeFile(join(folder, 'package.json'), JSON.stringify(MANIFEST));
    await writeFile(join(folder, 'contracts.js'), CONTRACTS);
    await writeFile(join(folder, 'worker.js'), WORKER);
    await symlink(MODULES, join(folder, 'node_modules'));
  });
  afterAll(() => rm(folder ?? '', { recursive: true, force: true }));
  return () => {
    if (folder === undefined) throw new Error('the package is written before the first test; use it inside tests only');
    return folder;
  };
}
