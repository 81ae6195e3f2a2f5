import type { Envelope, JobState, Priority } from '@kickoff/contracts';
import type { LostJob } from '@kickoff/jobs';

/** All that the record knows of a job whose message was not found. */
export interface MissingRow {
  id: string;
  workload: string;
  name: string;
  queue: string;
  priority: Priority;
  key: string;
  state: JobState;
  revision: number;
  attempt: number;
  worker: string | null;
  outcome: string;
  run_at: Date | null;
  expires_at: Date | null;
  enqueued_at: Date | null;
  /** Null: no envelope was seen. */
  envelope_revision: number | null;
  input: unknown;
  stored_input: { object: string; bytes: number } | null;
  tags: string[] | null;
  parent_id: string | null;
  version: number | null;
  attempts_allowed: number | null;
  carried: Record<string, string> | null;
  flow_id: string | null;
}

/** Of jobs ($1: ids) those that stand as they did ($2: revisions, $3: ranks, $4: deliveries, $5: times as text). */
export const FIND_MISSING_SQL = `
SELECT id, envelope.workload, envelope.name, envelope.queue, state.priority, envelope.key, state.state, state.revision,
  state.attempt, state.worker, state.outcome, state.run_at, state.expires_at, state.enqueued_at, state.envelope_revision,
  envelope.input, envelope.stored_input, envelope.tags, envelope.parent_id, envelope.version, envelope.attempts_allowed,
  envelope.carried, node.flow_id
FROM unnest($1::uuid[], $2::integer[], $3::smallint[], $4::integer[], $5::timestamptz[])
  AS seen (id, revision, rank, delivery, state_at)
JOIN kickoff.job_states state USING (id)
JOIN kickoff.job_envelopes envelope USING (id)
LEFT JOIN kickoff.flow_nodes node USING (id)
WHERE (state.revision, state.rank, state.delivery, state.state_at) = (seen.revision, seen.rank, seen.delivery, seen.state_at)`;

export function lostJob(row: MissingRow): LostJob {
  return {
    address: { ...row, place: 'ready' },
    state: row.state,
    revision: row.revision,
    attempt: row.attempt,
    runAt: row.run_at?.getTime(),
    expiresAt: row.expires_at?.getTime(),
    flow: row.flow_id ?? undefined,
    envelope: row.envelope_revision === null ? undefined : envelopeOf(row),
  };
}

function envelopeOf(row: MissingRow): Envelope {
  return {
    input: row.input ?? undefined,
    storedInput: row.stored_input ?? undefined,
    enqueuedAt: row.enqueued_at!.getTime(),
    version: row.version ?? undefined,
    tags: row.tags ?? undefined,
    parentId: row.parent_id ?? undefined,
    attempts: row.attempts_allowed ?? undefined,
    carried: row.carried ?? undefined,
  };
}
