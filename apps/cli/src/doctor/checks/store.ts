import { storeUsage } from '@kickoff/jobs';
import { parseSettings, SERVICE_SETTINGS } from '@kickoff/nest/settings';
import { defineCheck, type Finding } from '../check.js';

/** As the scheduler acts: warnings, then closed enqueueing. */
const WARN_ABOVE = 0.7;
const CLOSED_ABOVE = 0.85;

export const store = defineCheck({
  name: 'store',
  needs: ['broker'],
  find: async ({ broker, environment }) => {
    const schema = SERVICE_SETTINGS.scheduler.pick({ KICKOFF_STORE_BYTES: true });
    const { KICKOFF_STORE_BYTES } = parseSettings(schema, environment);
    const usage = await storeUsage(broker, KICKOFF_STORE_BYTES).catch(() => undefined);
    return usage === undefined || usage <= WARN_ABOVE ? [] : [fullness(usage)];
  },
});

function fullness(usage: number): Finding {
  const isClosed = usage > CLOSED_ABOVE;
  return {
    severity: isClosed ? 'problem' : 'warning',
    what: `the file store is ${Math.round(usage * 100)} % full${isClosed ? '; enqueueing is closed' : `; enqueueing closes above ${CLOSED_ABOVE * 100} %`}`,
    where: 'file store of the NATS server',
    remedy:
      'see `kickoff status` for the largest stream: start a recorder if EVENTS grows, add workers if jobs wait, or enlarge the store',
  };
}
