import { ApiProblem } from '@kickoff/api-client';
import { ConfigurationInvalid, KickoffError } from '@kickoff/contracts';
import { explainProblem } from '../api/explain-problem.js';
import { CommandError } from './command-error.js';
import { EXIT_CODES, type ExitCode } from './exit-codes.js';
import type { Explanation } from './explanation.js';
import { styled } from './terminal.js';

/** What to do about conditions of the catalogue, where the message does not say it. docs/errors.md says more. */
const REMEDIES: Partial<Record<string, { where?: string; remedy: string; exitCode?: ExitCode }>> = {
  BROKER_UNAVAILABLE: {
    where: 'KICKOFF_NATS_URL or --nats-url',
    remedy: 'start the NATS server, or correct its address, user or password',
    exitCode: EXIT_CODES.unreachable,
  },
  DATABASE_UNAVAILABLE: {
    where: 'KICKOFF_DATABASE_URL or --database-url',
    remedy: 'start PostgreSQL, or correct its address',
    exitCode: EXIT_CODES.unreachable,
  },
  SCHEDULER_UNAVAILABLE: { remedy: 'start a scheduler service', exitCode: EXIT_CODES.unreachable },
};

/** NATS answers nobody at JetStream's subjects when it is off. */
const NO_RESPONDERS = /no responders|jetstream (?:is )?not enabled|503/i;

/** Whatever was thrown, in the words of the command. */
export function explain(error: unknown): Explanation {
  if (error instanceof ApiProblem) return explainProblem(error);
  if (error instanceof CommandError) {
    const { code, message, where, remedy, exitCode } = error;
    return { code, what: message, where, remedy, exitCode };
  }
  if (error instanceof ConfigurationInvalid) {
    return {
      code: error.code,
      what: error.message,
      where: error.path,
      remedy: 'correct it; `kickoff config check` names every setting that is wrong',
      exitCode: EXIT_CODES.usage,
    };
  }
  if (error instanceof KickoffError) {
    const { where, remedy, exitCode } = REMEDIES[error.code] ?? { remedy: `see ${error.code} in docs/errors.md` };
    return { code: error.code, what: error.message, where, remedy, exitCode: exitCode ?? EXIT_CODES.failed };
  }
  return explainForeign(error);
}

function explainForeign(error: unknown): Explanation {
  const what = error instanceof Error ? error.message || error.name : String(error);
  const unknown = { code: 'UNKNOWN', what, where: undefined, remedy: undefined, exitCode: EXIT_CODES.failed };
  if (!(error instanceof Error)) return unknown;
  // 28: who we are is refused, 3D: no such database.
  if ('code' in error && typeof error.code === 'string' && /^(28|3D)/.test(error.code)) {
    return {
      code: 'DATABASE_REFUSED',
      what: `PostgreSQL refuses: ${what}`,
      where: 'KICKOFF_DATABASE_URL or --database-url',
      remedy: 'correct user, password or database name',
      exitCode: EXIT_CODES.unreachable,
    };
  }
  if (error.name.startsWith('JetStream') && NO_RESPONDERS.test(what)) {
    return {
      code: 'JETSTREAM_OFF',
      what: 'JetStream is off at the NATS server, or for this account of it',
      where: 'KICKOFF_NATS_URL and KICKOFF_NATS_USER',
      remedy:
        'add a jetstream section to the configuration of the server, and `jetstream: enabled` to that of the account',
      exitCode: EXIT_CODES.unreachable,
    };
  }
  return { ...unknown, remedy: 'run it again with --debug for the stack' };
}

/** Three lines at most: what, where, what to do. */
export function explanationText({ what, where, remedy }: Explanation, stream: NodeJS.WriteStream): string {
  const lines = [`${styled('red', 'error:', stream)} ${what}`];
  if (where !== undefined) lines.push(`  where: ${where}`);
  if (remedy !== undefined) lines.push(`  to do: ${remedy}`);
  return lines.join('\n');
}
