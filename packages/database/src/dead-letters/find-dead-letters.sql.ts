import { databaseText } from '../record/json.js';
import { pattern } from '../search/pattern.js';
import type { Statement } from '../search/search-jobs.sql.js';

/** `retried`: its job has gone on since. `resolved`: somebody closed it. */
export type DeadLetterState = 'open' | 'retried' | 'resolved';

/** What dead letters are looked for by. All that is given has to hold; of a list one. */
export interface DeadLetterFilter {
  states?: readonly DeadLetterState[] | undefined;
  types?: readonly string[] | undefined;
  workloads?: readonly string[] | undefined;
  /** `<workload>/<queue>`. */
  queues?: readonly string[] | undefined;
  fingerprint?: string | undefined;
  /** Died at or after; milliseconds since the epoch. */
  from?: number | undefined;
  /** Died before. */
  to?: number | undefined;
  /** Part of `<code>: <message>`, in any case of letters. */
  error?: string | undefined;
}

const STATE = `CASE WHEN standing.id IS NULL OR standing.revision > letter.revision THEN 'retried'
  WHEN letter.closed_as IS NOT NULL THEN 'resolved' ELSE 'open' END`;

const FROM = `FROM kickoff.dead_letters letter LEFT JOIN kickoff.job_states standing ON standing.id = letter.id`;

export const LETTER_COLUMNS = `letter.id, letter.revision, letter.type, letter.workload, letter.queue, letter.attempt,
  letter.died_at, letter.fingerprint, letter.code, letter.name, letter.message, letter.summary, letter.frame,
  letter.closed_as, letter.closed_at, letter.closed_by, letter.closed_because, ${STATE} AS state`;

/** A job has one letter, that of its last death. */
const IS_LAST = `NOT EXISTS (SELECT FROM kickoff.dead_letters later WHERE later.id = letter.id AND later.revision > letter.revision)`;

/** The letter of one job ($1), if it is not deleted: then there is none, also when the job had died before. */
export const DEAD_LETTER_SQL = `
SELECT ${LETTER_COLUMNS} ${FROM}
WHERE letter.id = $1::uuid AND letter.closed_as IS DISTINCT FROM 'deleted' AND ${IS_LAST}`;

/** One page of letters, by the job's id, newest first. */
export function findDeadLetters(
  filter: DeadLetterFilter,
  { before, limit }: { before: string | undefined; limit: number },
): Statement {
  const { conditions, parameters, value } = conditionsOf(filter);
  if (before !== undefined) conditions.push(`letter.id < ${value(before)}::uuid`);
  conditions.push(IS_LAST);
  return {
    sql: `SELECT ${LETTER_COLUMNS} ${FROM} WHERE ${conditions.join(' AND ')} ORDER BY letter.id DESC LIMIT ${value(limit)}`,
    parameters,
  };
}

/** Groups of letters, those that died last first. Every death counts. */
export function groupDeadLetters(filter: DeadLetterFilter, limit: number): Statement {
  const { conditions, parameters, value } = conditionsOf(filter);
  return {
    sql: `
SELECT fingerprint, min(type) AS type, min(code) AS code, min(name) AS name, min(summary) AS message, min(frame) AS frame,
  min(died_at) AS first_at, max(died_at) AS last_at,
  count(*)::integer AS total,
  count(*) FILTER (WHERE state = 'open')::integer AS open,
  count(*) FILTER (WHERE state = 'retried')::integer AS retried,
  count(*) FILTER (WHERE state = 'resolved')::integer AS resolved
FROM (SELECT ${LETTER_COLUMNS} ${FROM} WHERE ${conditions.join(' AND ')}) letter
GROUP BY fingerprint
ORDER BY max(died_at) DESC, fingerprint
LIMIT ${value(limit)}`,
    parameters,
  };
}

function conditionsOf(filter: DeadLetterFilter) {
  const parameters: unknown[] = [];
  const value = (of: unknown) => `$${parameters.push(of)}`;
  const conditions = [`letter.closed_as IS DISTINCT FROM 'deleted'`];
  const { states, types, workloads, queues, fingerprint, from, to, error } = filter;
  const anyOf = (column: string, values: readonly string[]) =>
    conditions.push(`${column} = ANY (${value(values.map(databaseText))}::text[])`);
  if (states) anyOf(STATE, states);
  if (types) anyOf('letter.type', types);
  if (workloads) anyOf('letter.workload', workloads);
  if (queues) anyOf(`letter.workload || '/' || letter.queue`, queues);
  if (fingerprint !== undefined) anyOf('letter.fingerprint', [fingerprint]);
  if (from !== undefined) conditions.push(`letter.died_at >= ${value(new Date(from))}`);
  if (to !== undefined) conditions.push(`letter.died_at < ${value(new Date(to))}`);
  if (error !== undefined)
    conditions.push(`letter.code || ': ' || letter.message ILIKE ${value(pattern(databaseText(error)))}`);
  return { conditions, parameters, value };
}
