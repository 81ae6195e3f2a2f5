import { importSchedules } from '@kickoff/nest';
import { z } from 'zod';

/** The old system kept its schedules in a table. */
export const importers = {
  schedules: importSchedules({
    summary: 'rows of the table job_configurations',
    row: z.object({
      name: z.string(),
      interval_seconds: z.coerce.number().int().positive(),
      city: z.string(),
    }),
    schedule: ({ name, interval_seconds, city }) => ({
      name: name.replaceAll('_', '-'),
      type: 'weather.report-weather',
      input: { city },
      every: `${interval_seconds}s`,
    }),
  }),
};
