import { defineCommand } from '../../cli/define-command.js';
import { NotFound } from '../../cli/command-error.js';
import { EXIT_CODES } from '../../cli/exit-codes.js';
import { table } from '../../cli/table.js';
import { styled } from '../../cli/terminal.js';

export const workersPing = defineCommand({
  name: 'workers ping',
  summary: 'Waits until workers say that they live',
  description:
    'A worker says so every ten seconds. Exits with 3 when one that is listed keeps silent for the whole time.',
  arguments: { worker: { summary: 'name or beginning of it; default all', optional: true } },
  options: { timeout: { kind: 'text', value: 'duration', summary: 'how long to listen (default 12s)' } },
  examples: [{ line: 'kickoff workers ping' }, { line: 'kickoff workers ping processor- --timeout 30s' }],
  async run({ arguments: { worker: beginning = '' }, options: { timeout = '12s' }, context }) {
    const [{ parseDuration }, { listenToWorkers }, { knownWorkers }] = await Promise.all([
      import('../../cli/parse-duration.js'),
      import('../../workers/listen-to-workers.js'),
      import('@kickoff/jobs'),
    ]);
    const timeoutMs = parseDuration('--timeout', timeout);
    const broker = await context.broker();
    const known = (await knownWorkers(broker)).filter(({ name }) => name.startsWith(beginning));
    if (known.length === 0) {
      throw new NotFound(
        beginning === '' ? 'no worker is known' : `no worker is known whose name begins with ${beginning}`,
        {
          where: 'the bucket `workers`',
          remedy: 'see `kickoff workers list`; workers are listed while a scheduler service runs',
        },
      );
    }
    const heard = await listenToWorkers(broker, known, { timeoutMs, stderr: context.terminal.stderr });
    const rows = known.map(({ name, workload }) => ({ name, workload, answeredMs: heard.get(`${workload}.${name}`) }));
    return {
      json: rows,
      text: () =>
        table(
          ['WORKER', 'WORKLOAD', 'HEARD'],
          rows.map(({ name, workload, answeredMs }) => [
            name,
            workload,
            answeredMs === undefined ? styled('red', 'silent') : `after ${(answeredMs / 1_000).toFixed(1)} s`,
          ]),
        ),
      exitCode: rows.some(({ answeredMs }) => answeredMs === undefined) ? EXIT_CODES.unhealthy : EXIT_CODES.ok,
    };
  },
});
