import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineCommand } from '../../cli/define-command.js';

export const newJob = defineCommand({
  name: 'new job',
  summary: 'Adds a job type to a workload: contract, handler, test, and its places in the lists',
  description:
    'What it cannot edit, because the file does not look as `new workload` writes it, it tells to be done by hand.',
  arguments: {
    workload: { summary: 'folder of its package, or its name below ./workloads' },
    name: { summary: 'verb-noun in kebab-case, e.g. send-mail' },
  },
  options: {
    queue: { kind: 'text', value: 'name', summary: 'queue of the workload (default its first)' },
    summary: { kind: 'text', value: 'text', summary: 'what it does, one sentence' },
  },
  examples: [
    { line: 'kickoff new job . send-mail' },
    { line: "kickoff new job weather report-wind --queue reporting --summary 'Tells how the wind blows.'" },
  ],
  async run({ arguments: { workload, name }, options: { queue, summary = 'Says what it does.' }, context }) {
    const [{ newJob: write }, { assertName }] = await Promise.all([
      import('../../scaffold/new-job.js'),
      import('../../scaffold/assert-name.js'),
    ]);
    assertName('the name of the job', name);
    const below = context.path(join('workloads', workload));
    const folder = !existsSync(context.path(workload)) && existsSync(below) ? below : context.path(workload);
    const { type, written, edited, byHand } = await write({ folder, name, summary, queue });
    return {
      json: { folder, type, written, edited, byHand },
      text: () =>
        [
          ...written.map((path) => `wrote ${path}`),
          ...edited.map((path) => `edited ${path}`),
          ...byHand.map((advice) => `by hand: ${advice}`),
        ].join('\n'),
    };
  },
});
