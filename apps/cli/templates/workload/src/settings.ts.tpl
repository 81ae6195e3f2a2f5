import { z } from 'zod';

/** The environment of this workload. Names begin with {{PREFIX}}. */
export const {{camelWorkload}}Settings = z.object({
  {{PREFIX}}GREETING: z.string().default('Hello').meta({ description: 'How people are greeted.' }),
});
