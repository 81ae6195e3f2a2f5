import type { ApiProblem } from '@kickoff/api-client';
import { EXIT_CODES, type ExitCode } from '../cli/exit-codes.js';
import type { Explanation } from '../cli/explanation.js';
import { KEY_PLACE } from './api-access.js';

const REMEDIES: Partial<Record<string, { where?: string; remedy: string }>> = {
  UNAUTHENTICATED: { where: KEY_PLACE, remedy: 'use a key that is good; an admin makes one by `kickoff keys create`' },
  FORBIDDEN: { where: KEY_PLACE, remedy: 'use a key that may, or ask an admin for one' },
  BROKER_UNAVAILABLE: { remedy: 'start the NATS server that the api asks; `kickoff doctor` says more' },
  DATABASE_UNAVAILABLE: { remedy: 'start the PostgreSQL that the api asks; `kickoff doctor` says more' },
  SCHEDULER_UNAVAILABLE: { remedy: 'start a scheduler service' },
};

const EXIT_CODE_OF_STATUS: Partial<Record<number, ExitCode>> = {
  400: EXIT_CODES.usage,
  401: EXIT_CODES.refused,
  403: EXIT_CODES.refused,
  404: EXIT_CODES.notFound,
  413: EXIT_CODES.usage,
  422: EXIT_CODES.usage,
  503: EXIT_CODES.unreachable,
};

/** A refusal of the api, in the words of the command. */
export function explainProblem({ problem }: ApiProblem): Explanation {
  const { code, status, detail, issues, retryAfter, requestId } = problem;
  const known = REMEDIES[code];
  const fallback =
    status >= 500
      ? `look for the request ${requestId} in the log of the api`
      : retryAfter === undefined
        ? `see ${code} in docs/errors.md`
        : `try again in ${retryAfter} s`;
  return {
    code,
    what: detail,
    where: known?.where ?? issues?.map(({ path, message }) => `${path} ${message}`).join('; '),
    remedy: known?.remedy ?? fallback,
    exitCode: EXIT_CODE_OF_STATUS[status] ?? EXIT_CODES.failed,
    ...(issues === undefined ? {} : { issues }),
  };
}
