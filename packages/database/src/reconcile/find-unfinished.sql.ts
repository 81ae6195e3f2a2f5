/**
 * States in which the record calls a job unfinished, so that a stream should hold it. `blocked` is none of them: PostgreSQL
 * alone knows of those jobs.
 */
export const STARTED_STATES = ['running', 'cancelling'] as const;
export const WAITING_STATES = ['queued', 'scheduled', 'retrying'] as const;
export type UnfinishedState = (typeof STARTED_STATES)[number] | (typeof WAITING_STATES)[number];

/** A row of the record that is compared with its stream: enough to find its message, and to see later whether it changed. */
export interface UnfinishedRow {
  id: string;
  workload: string;
  name: string;
  key: string;
  revision: number;
  rank: number;
  delivery: number;
  /** As text: microseconds count. */
  state_at: string;
  /** It has not changed since the time that was asked about. */
  is_settled: boolean;
}

/**
 * Rows of a state after an id ($1), in order of id; at most $2. $3: time before which they must have changed last. The state is
 * part of the text, so that the partial index `job_states_unusual` serves it.
 */
export const findUnfinishedSql = (state: UnfinishedState): string => `
SELECT id, workload, name, key, revision, rank, delivery, state_at::text AS state_at, state_at < $3::timestamptz AS is_settled
FROM kickoff.job_states JOIN kickoff.job_envelopes USING (id)
WHERE state = '${state}' AND id > $1::uuid
ORDER BY id
LIMIT $2`;
