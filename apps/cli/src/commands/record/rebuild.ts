import { defineCommand } from '../../cli/define-command.js';

export const recordRebuild = defineCommand({
  name: 'record rebuild',
  summary: 'Folds what the stream EVENTS still holds into the record once more',
  description:
    'Straight against NATS and PostgreSQL. Repeating it changes nothing, and recorders may go on; stop the schedulers first, which would take jobs for lost whose end the record has forgotten.',
  examples: [{ line: 'kickoff record rebuild' }],
  async run({ context }) {
    const [{ rebuildRecord }, broker, dataSource] = await Promise.all([
      import('@kickoff/database'),
      context.broker(),
      context.database(),
    ]);
    const { stderr } = context.terminal;
    const counts = await rebuildRecord({ broker, dataSource }, ({ events }, left) => {
      stderr.write(`${events} events, ${left} messages left\n`);
    });
    return {
      json: counts,
      text: () => `rebuilt from ${counts.events} events; ${counts.bad} could not be recorded`,
    };
  },
});
