import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';

export const {{camelJob}} = defineJob({
  type: '{{workload}}.{{job}}',
  summary: '{{summary}}',
  queue: '{{queue}}',
  input: z.object({ name: z.string().min(1) }),
  output: z.object({ text: z.string() }),
  attempts: 3,
  timeout: '30s',
});
