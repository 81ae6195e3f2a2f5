import { brokerUserName, ConfigurationInvalid, PLATFORM_SERVICES, PLATFORM_WORKLOAD } from '@kickoff/contracts';
import { workloadPermissions, type Permissions } from './permissions.js';
import { servicePermissions } from './service-permissions.js';

/** A user of the NATS server. */
export interface BrokerUser {
  /** `kickoff_<service>`, `kickoff_admin`, or the name of a workload; all with the installation's prefix. */
  name: string;
  /** Variable of the server's environment that has its password. */
  passwordVariable: string;
  /** Undefined for the admin, who may do everything in the account: the migrate command and the command line. */
  permissions: Permissions | undefined;
}

/**
 * The users that an installation needs: its admin, one for each service, and one for each workload's own clients and workers.
 *
 * @throws ConfigurationInvalid for a workload that would share the platform's rights or somebody's password
 */
export function brokerUsers({ loaded, teams }: { loaded: readonly string[]; teams: readonly string[] }): BrokerUser[] {
  if (teams.includes(PLATFORM_WORKLOAD))
    throw new ConfigurationInvalid(PLATFORM_WORKLOAD, 'is the name of the platform, not of a team');
  const user = (short: string, permissions?: Permissions): BrokerUser => {
    const name = brokerUserName(short);
    return { name, passwordVariable: `NATS_PASSWORD_${name.toUpperCase().replaceAll('-', '_')}`, permissions };
  };
  const users = [
    user('kickoff_admin'),
    ...PLATFORM_SERVICES.map((service) => user(`kickoff_${service}`, servicePermissions(service, loaded))),
    ...[...new Set([...loaded, ...teams])].sort().map((workload) => user(workload, workloadPermissions(workload))),
  ];
  const variables = users.map(({ passwordVariable }) => passwordVariable);
  const shared = users.find(({ passwordVariable }, index) => variables.indexOf(passwordVariable) !== index);
  if (shared) throw new ConfigurationInvalid(shared.name, 'is too like the name of another user; rename the workload');
  return users;
}

/** The users as the `authorization` block of a nats-server's configuration, without any password in it. */
export function authorizationBlock(users: readonly BrokerUser[]): string {
  const list = (subjects: readonly string[], indent: string) =>
    `[\n${subjects.map((subject) => `${indent}  ${JSON.stringify(subject)}\n`).join('')}${indent}]`;
  const blocks = users.map(({ name, passwordVariable, permissions }) => {
    const lines = [`      user: ${JSON.stringify(name)}`, `      password: $${passwordVariable}`];
    if (permissions) {
      const { publish, subscribe, denyPublish = [] } = permissions;
      const allow = `allow: ${list(publish, '          ')}`;
      const deny = denyPublish.length > 0 ? `\n          deny: ${list(denyPublish, '          ')}` : '';
      lines.push(
        '      permissions: {',
        `        publish: {\n          ${allow}${deny}\n        }`,
        `        subscribe: ${list(subscribe, '        ')}`,
        '      }',
      );
    }
    return `    {\n${lines.join('\n')}\n    }\n`;
  });
  return `authorization {\n  users: [\n${blocks.join('')}  ]\n}\n`;
}
