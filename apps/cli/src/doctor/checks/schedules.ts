import { schedulesStream, scheduleSubject } from '@kickoff/contracts';
import { migrationDifferences, PLATFORM_MIGRATIONS, ScheduleStore } from '@kickoff/database';
import { lastMessage, registeredTypes } from '@kickoff/jobs';
import { defineCheck, type Finding } from '../check.js';

export const schedules = defineCheck({
  name: 'schedules',
  needs: ['broker', 'database', 'workloads'],
  find: async ({ broker, database, workloads }) => {
    // Without its table the check of migrations has said enough.
    const { missing } = await migrationDifferences(database, [PLATFORM_MIGRATIONS]);
    if (missing.length > 0) return [];
    const declared = workloads.flatMap(({ workload }) =>
      workload.contracts.flatMap(({ type, aliases }) => [type, ...aliases]),
    );
    const known = new Set([...declared, ...(await registeredTypes(broker)).map(({ type }) => type)]);
    const findings: Finding[] = [];
    for (const { id, enabled, body } of await new ScheduleStore(database).effective()) {
      if (!enabled) continue;
      if (!known.has(body.type)) findings.push(withoutHandler(id, body.type));
      else if (
        !(await lastMessage(broker.connection, schedulesStream(), scheduleSubject('rule', id)).catch(() => undefined))
      )
        findings.push(withoutRule(id));
    }
    return findings;
  },
});

function withoutHandler(id: string, type: string): Finding {
  return {
    severity: 'problem',
    what: `schedule ${id} makes jobs of ${type}, which no loaded workload declares and no worker has announced`,
    where: `kickoff.schedules, ${id}`,
    remedy: 'add the workload to KICKOFF_WORKLOADS and start its workers, or disable the schedule',
  };
}

function withoutRule(id: string): Finding {
  return {
    severity: 'problem',
    what: `schedule ${id} is enabled but has no rule at the broker, so it does not fire`,
    where: `stream ${schedulesStream()}, ${scheduleSubject('rule', id)}`,
    remedy: 'start the scheduler service, which writes rules within 30 seconds, or look into its log',
  };
}
