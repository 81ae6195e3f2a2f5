import type { JobContext, JobHandler } from '@kickoff/jobs';
import { Handles } from '@kickoff/nest';
import { {{camelJob}} } from '../contracts/{{job}}.js';

@Handles({{camelJob}})
export class {{PascalJob}} implements JobHandler<typeof {{camelJob}}> {
  run({ name }: { name: string }, job: JobContext) {
    job.log.info('running', { name, attempt: job.attempt });
    return { text: `{{job}} for ${name}` };
  }
}
