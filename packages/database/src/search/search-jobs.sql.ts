import { firstIdAt } from '../record/first-id.js';
import { inputPath } from './input-path.js';
import type { ParsedJobFilter } from './job-filter.js';
import { pattern } from './pattern.js';

export interface Statement {
  sql: string;
  parameters: unknown[];
}

/**
 * Jobs whose inputs have what is asked for, up to $limit of them in no order, from the index of inputs; undefined when the
 * filter has nothing that the index can answer. $1 and on: the paths.
 *
 * PostgreSQL cannot know how many inputs have a value. When it takes a rare one for a common one, it looks through all jobs
 * from the newest on.
 */
export function jobsWithInput({ input = [] }: ParsedJobFilter, limit: number): Statement | undefined {
  const equal = input.flatMap((condition, index) =>
    condition.is === '=' ? [inputPath(condition, `input.${index}`)] : [],
  );
  if (equal.length === 0) return undefined;
  const conditions = equal.map((_, index) => `input @? $${index + 1}::jsonpath`);
  return {
    sql: `SELECT id FROM kickoff.job_envelopes WHERE ${conditions.join(' AND ')} LIMIT ${limit}`,
    parameters: equal,
  };
}

/** For `jobsWithInput`: leaves PostgreSQL nothing but the index, for this transaction. */
export const ONLY_BITMAPS_SQL = 'SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off';

export interface Extent {
  before: string | undefined;
  /** Not older than this one, by id. */
  since?: string | undefined;
  /** Only these jobs, if given. */
  among: readonly string[] | undefined;
}

/** The newest and the oldest job before one; nothing of them is read but the ends of indexes. */
export const EXTENT_SQL = `
SELECT (SELECT id FROM kickoff.job_states WHERE id < $1::uuid ORDER BY id DESC LIMIT 1) AS newest,
  (SELECT id FROM kickoff.job_states WHERE id < $1::uuid ORDER BY id LIMIT 1) AS oldest`;

/** One page of jobs, newest first. */
export function searchJobs(filter: ParsedJobFilter, { limit, ...extent }: Extent & { limit: number }): Statement {
  const parameters: unknown[] = [];
  return {
    sql: `
SELECT state.id, envelope.type, envelope.queue, state.priority, envelope.key, state.state, state.revision, state.attempt,
  state.reason, state.error, envelope.input, envelope.tags, envelope.parent_id, state.progress, state.run_at,
  state.started_at, state.enqueued_at, CASE WHEN state.rank = 3 THEN state.state_at END AS ended_at,
  state.state_at
${fromJobs(filter, extent, parameters)}
ORDER BY state.id DESC
LIMIT $${parameters.push(limit)}`,
    parameters,
  };
}

/** How many jobs there are. */
export function countJobs(filter: ParsedJobFilter, extent: Extent): Statement {
  const parameters: unknown[] = [];
  return { sql: `SELECT count(*)::integer AS jobs ${fromJobs(filter, extent, parameters)}`, parameters };
}

/**
 * FROM and WHERE. Values are parameters, all of them. Limits of ids are given for both tables, so that PostgreSQL leaves out
 * days of either.
 */
function fromJobs(filter: ParsedJobFilter, { before, since, among }: Extent, parameters: unknown[]): string {
  const value = (of: unknown) => `$${parameters.push(of)}`;
  const conditions: string[] = [];
  const add = (condition: string) => void conditions.push(condition);
  const idsIn = (comparison: string) => add(`state.id ${comparison} AND envelope.id ${comparison}`);

  if (among !== undefined) idsIn(`= ANY (${value(among)}::uuid[])`);
  if (before !== undefined) idsIn(`< ${value(before)}::uuid`);
  if (since !== undefined) idsIn(`>= ${value(since)}::uuid`);
  if (filter.from !== undefined) idsIn(`>= ${value(firstIdAt(filter.from))}::uuid`);
  if (filter.to !== undefined) idsIn(`< ${value(firstIdAt(filter.to))}::uuid`);
  if (filter.states) {
    // No event says that a time has come: what is due is queued.
    const isDue = `(state.state IN ('scheduled', 'retrying') AND coalesce(state.run_at <= now(), false))`;
    const stands = `state.state = ANY (${value(filter.states)}::text[])`;
    add(filter.states.includes('queued') ? `(${stands} OR ${isDue})` : `${stands} AND NOT ${isDue}`);
    // Says in words of the index what PostgreSQL would have to infer.
    if (!filter.states.includes('succeeded')) add(`state.state <> 'succeeded'`);
  }
  if (filter.types) add(`envelope.type = ANY (${value(filter.types)}::text[])`);
  if (filter.workloads) add(`envelope.workload = ANY (${value(filter.workloads)}::text[])`);
  if (filter.queues) {
    const parts = filter.queues.map((queue) => queue.split('/') as [string, string]);
    const places = parts.map(([workload, queue]) => `(${value(workload)}, ${value(queue)})`);
    add(`(envelope.workload, envelope.queue) IN (${places.join(', ')})`);
  }
  if (filter.tags) add(`envelope.tags @> ${value(filter.tags)}::text[]`);
  if (filter.keys) add(`envelope.key = ANY (${value(filter.keys)}::text[]) AND envelope.key <> '-'`);
  filter.input?.forEach((condition, index) =>
    add(`envelope.input @? ${value(inputPath(condition, `input.${index}`))}::jsonpath`),
  );
  if (filter.error !== undefined) {
    add(`state.error IS NOT NULL
    AND (state.error ->> 'code') || ': ' || (state.error ->> 'message') ILIKE ${value(pattern(filter.error))}`);
  }
  if (filter.stateBefore !== undefined) add(`state.state_at < ${value(new Date(filter.stateBefore))}::timestamptz`);
  const where = conditions.length > 0 ? `WHERE ${conditions.join('\n  AND ')}` : '';
  return `FROM kickoff.job_states state JOIN kickoff.job_envelopes envelope ON envelope.id = state.id
${where}`;
}
