import type { Environment } from '@kickoff/nest/settings';
import type { OptionDefinitions } from './define-command.js';

/** Options of every command. Those that name a setting take its place in the environment. */
export const GLOBAL_OPTIONS = {
  json: { kind: 'flag', summary: 'one JSON document on standard output, everything else on standard error' },
  debug: { kind: 'flag', summary: 'show the stack of an error' },
  'nats-url': { kind: 'text', value: 'addresses', summary: 'NATS servers, in place of KICKOFF_NATS_URL' },
  'nats-user': { kind: 'text', value: 'name', summary: 'in place of KICKOFF_NATS_USER' },
  prefix: { kind: 'text', value: 'word', summary: 'prefix of the installation, in place of KICKOFF_PREFIX' },
  'database-url': { kind: 'text', value: 'address', summary: 'PostgreSQL, in place of KICKOFF_DATABASE_URL' },
  'api-url': { kind: 'text', value: 'address', summary: 'the api, in place of KICKOFF_API_URL' },
  'api-key-file': { kind: 'text', value: 'path', summary: 'file with a key for the api, in place of KICKOFF_API_KEY' },
  workloads: { kind: 'text', value: 'packages', summary: 'packages of workloads, in place of KICKOFF_WORKLOADS' },
} as const satisfies OptionDefinitions;

const SETTING_OF: Partial<Record<string, string>> = {
  'nats-url': 'KICKOFF_NATS_URL',
  'nats-user': 'KICKOFF_NATS_USER',
  prefix: 'KICKOFF_PREFIX',
  'database-url': 'KICKOFF_DATABASE_URL',
  'api-url': 'KICKOFF_API_URL',
  'api-key-file': 'KICKOFF_API_KEY_FILE',
  workloads: 'KICKOFF_WORKLOADS',
};

/** The environment with what the command line says in its place. */
export function environmentWith(environment: Environment, options: Readonly<Record<string, unknown>>): Environment {
  const given = Object.entries(options).flatMap(([name, value]) => {
    const setting = SETTING_OF[name];
    return setting !== undefined && typeof value === 'string' ? [[setting, value] as const] : [];
  });
  return { ...environment, ...Object.fromEntries(given) };
}
