import { defineCommand } from '../cli/define-command.js';

export const prune = defineCommand({
  name: 'prune',
  summary: 'Forgets now what ended long enough ago, as the recorder does every minute',
  description:
    'Straight against PostgreSQL, by the settings KICKOFF_KEEP_SUCCEEDED, KICKOFF_KEEP_CANCELLED, KICKOFF_KEEP_DEAD and KICKOFF_KEEP_FLOWS: give it those of the recorder.',
  examples: [
    { line: 'kickoff prune' },
    { line: 'KICKOFF_KEEP_SUCCEEDED=1d kickoff prune', does: 'succeeded jobs go after a day' },
  ],
  async run({ context }) {
    const [{ Retention }, { parseSettings, SERVICE_SETTINGS }, { durationMs }] = await Promise.all([
      import('@kickoff/database'),
      import('@kickoff/nest/settings'),
      import('@kickoff/contracts'),
    ]);
    const kept = parseSettings(
      SERVICE_SETTINGS.recorder.pick({
        KICKOFF_KEEP_SUCCEEDED: true,
        KICKOFF_KEEP_CANCELLED: true,
        KICKOFF_KEEP_DEAD: true,
        KICKOFF_KEEP_FLOWS: true,
      }),
      context.environment,
    );
    const retention = new Retention({
      dataSource: await context.database(),
      keptFor: {
        succeededMs: durationMs(kept.KICKOFF_KEEP_SUCCEEDED),
        cancelledMs: durationMs(kept.KICKOFF_KEEP_CANCELLED),
        deadMs: durationMs(kept.KICKOFF_KEEP_DEAD),
        flowsMs: durationMs(kept.KICKOFF_KEEP_FLOWS),
      },
    });
    const counts = await retention.runOnce();
    return {
      json: counts,
      text: () => `forgot ${counts.days} whole days, ${counts.jobs} jobs and ${counts.flows} flows`,
    };
  },
});
