import { answered } from '../../api/answered.js';
import { DEFAULT_REASON, REASON_OPTION } from '../../api/api-options.js';
import { defineCommand } from '../../cli/define-command.js';
import { UsageError } from '../../cli/command-error.js';
import { EXIT_CODES } from '../../cli/exit-codes.js';
import { QUEUE_ARGUMENT, queuePath } from '../../control/queue-path.js';
import { operationText } from '../../operations/operation-text.js';

export const queuesPurge = defineCommand({
  name: 'queues purge',
  summary: 'Cancels every job that waits in a queue',
  description:
    'Says first how many there are, and wants that number to confirm; when it has changed, nothing is done. Prints the operation that does it, which `operations abort` ends; --wait follows it to its end. What runs goes on.',
  operations: ['purgeQueue', 'getQueue', 'getOperation'],
  arguments: QUEUE_ARGUMENT,
  options: {
    count: { kind: 'text', value: 'number', summary: 'how many jobs wait, to confirm' },
    ...REASON_OPTION,
    wait: { kind: 'flag', summary: 'until it has ended' },
  },
  examples: [
    { line: 'kickoff queues purge weather/reporting', does: 'says how many would go' },
    { line: 'kickoff queues purge weather/reporting --count 12 --wait' },
  ],
  async run({ context, arguments: { queue }, options: { count, reason = DEFAULT_REASON, wait } }) {
    const path = queuePath(queue);
    const api = await context.api();
    if (count === undefined) {
      const { waitingJobs } = await answered(api.GET('/queues/{workload}/{queue}', { params: { path } }));
      const confirm = `kickoff queues purge ${queue} --count ${waitingJobs}`;
      return { json: { waitingJobs }, text: () => `${waitingJobs} jobs wait; to cancel them: ${confirm}` };
    }
    const body = { count: wholeNumber(count), reason };
    const begun = await answered(api.POST('/queues/{workload}/{queue}/purge', { params: { path }, body }));
    if (!wait) return { json: begun, text: () => operationText(begun) };
    const { followOperation } = await import('../../operations/follow-operation.js');
    const ended = await followOperation(api, begun, context.terminal.stderr);
    const isWhole = ended.state === 'succeeded' && Object.keys(ended.failed).length === 0;
    return { json: ended, text: () => operationText(ended), ...(isWhole ? {} : { exitCode: EXIT_CODES.failed }) };
  },
});

/** @throws UsageError */
function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`--count must be a whole number, got ${JSON.stringify(text)}`);
}
