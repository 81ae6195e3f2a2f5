import { defineCommand } from '../cli/define-command.js';

export const logs = defineCommand({
  name: 'logs',
  summary: 'Shows what the runs of a job logged, and goes on with it if told to',
  description: 'With --follow it ends when the job has ended; --json then writes a document a line.',
  operations: ['listLogs', 'getJob'],
  arguments: { id: { summary: 'of the job' } },
  options: {
    follow: { kind: 'flag', short: 'f', summary: 'show what comes until the job has ended' },
    last: { kind: 'number', value: 'count', min: 1, max: 1_000, summary: 'the latest lines (default 100)' },
    grep: { kind: 'text', value: 'text', summary: 'only lines with this in message or fields, in any case of letters' },
    level: { kind: 'choice', choices: ['debug', 'info', 'warn', 'error'], summary: 'only this level' },
    attempt: { kind: 'number', value: 'number', min: 1, max: 1_000_000, summary: 'only this attempt' },
  },
  examples: [
    { line: 'kickoff logs 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a --last 100 --grep error' },
    { line: 'kickoff logs 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a -f' },
  ],
  async run({ arguments: { id }, options, context }) {
    const [api, { answered }, { followLogs }, { logText }, { withoutUndefined }] = await Promise.all([
      context.api(),
      import('../api/answered.js'),
      import('../jobs/follow-logs.js'),
      import('../jobs/job-text.js'),
      import('../cli/without-undefined.js'),
    ]);
    const { follow, last: limit = 100, grep: search, level, attempt } = options;
    const query = withoutUndefined({ limit, search, level, attempt });
    if (!follow) {
      const { items } = await answered(api.GET('/jobs/{id}/logs', { params: { path: { id }, query } }));
      return { json: items, text: () => items.map(logText).join('\n') };
    }
    await followLogs(api, id, query, (line) => {
      context.terminal.stdout.write(`${context.isJson ? JSON.stringify(line) : logText(line)}\n`);
    });
    return undefined;
  },
});
