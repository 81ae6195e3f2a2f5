import { isAtLeast, OLDEST_NATS } from '@kickoff/contracts';
import { defineCheck, type Finding } from '../check.js';

export const serverVersion = defineCheck({
  name: 'server-version',
  needs: ['connected'],
  find: async ({ connected }) => {
    const { version = '0', server_name: name = 'server', jetstream = false } = connected.connection.info ?? {};
    return serverFindings({ version, name, jetstream });
  },
});

/** What is wrong with a server by what it says about itself. */
export function serverFindings(server: { version: string; name: string; jetstream: boolean }): Finding[] {
  const findings: Finding[] = [];
  if (!isAtLeast(server.version, OLDEST_NATS)) {
    findings.push({
      severity: 'problem',
      what: `nats-server ${server.version} is too old: repeating message schedules and their roll-ups came with ${OLDEST_NATS}`,
      where: `NATS server ${server.name}`,
      remedy: `upgrade every server of the cluster to ${OLDEST_NATS} or newer`,
    });
  }
  if (!server.jetstream) {
    findings.push({
      severity: 'problem',
      what: 'JetStream is off',
      where: `NATS server ${server.name}`,
      remedy: 'add a jetstream section to its configuration, or start it with --jetstream',
    });
  }
  return findings;
}
