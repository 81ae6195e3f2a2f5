import { ensurePartitions } from '@kickoff/database';
import type { Database } from './record-database.js';

const DAYS = 5;
const DAY_MS = 86_400_000;
/** Of one statement: bounds its memory. */
const CHUNK = 100_000;

/** `number` of a job decides everything of it, so that a search knows what it has to find. */
const NUMBERED = `
  SELECT number, at, (substr(hex, 1, 8) || '-' || substr(hex, 9) || '-7' || lpad(to_hex(number % 4096), 3, '0')
    || '-8000-' || lpad(to_hex(number), 12, '0'))::uuid AS id
  FROM (
    SELECT number, $3::bigint + number * $4::bigint / $5::bigint AS at,
      lpad(to_hex($3::bigint + number * $4::bigint / $5::bigint), 12, '0') AS hex
    FROM generate_series($1::bigint, $2::bigint - 1) AS numbers (number)
  ) AS timed`;

const FILL_ENVELOPES = `
INSERT INTO kickoff.job_envelopes (id, type, workload, name, queue, key, input, tags)
SELECT id, workload || '.' || name, workload, name, queue, CASE WHEN number % 10 = 0 THEN lpad(to_hex(number), 16, '0') ELSE '-' END,
  jsonb_build_object('number', number, 'sport', 'sport-' || number % 20, 'match', jsonb_build_object('id', 1000000 + number / 5),
    'text', 'a job of a usual size, about a hundred bytes of input in all'),
  ARRAY['sport:' || number % 20, 'match:' || 1000000 + number / 5]
FROM (
  SELECT id, number, CASE WHEN number % 1000 = 7 THEN 'rare' ELSE 'workload-' || number % 5 END AS workload,
    'do-thing-' || number % 4 AS name, 'queue-' || number % 3 AS queue
  FROM (${NUMBERED}) AS numbered
) AS named`;

const FILL_STATES = `
INSERT INTO kickoff.job_states (id, priority, state, revision, rank, delivery, since, state_at, tie, attempt, error, run_at, started_at,
  enqueued_at, envelope_revision, run_revision, run_delivery, outcome, run_attempt, worker, run_started_at, run_ended_at)
SELECT id, 'normal', state, 1, CASE state WHEN 'queued' THEN 1 WHEN 'retrying' THEN 1 ELSE 3 END, 1, ended, ended, number, 1,
  CASE WHEN state IN ('dead', 'retrying') THEN jsonb_build_object('code', 'UPSTREAM_REJECTED', 'name', 'UpstreamRejected',
    'message', 'status ' || 400 + number % 100 || ' for match ' || 1000000 + number / 5) END,
  NULL, started, to_timestamp(at / 1000.0), 1, 1, 1, 'succeeded', 1, 'worker-' || number % 8, started, ended
FROM (
  SELECT id, number, at, to_timestamp(at / 1000.0 + 1) AS started, to_timestamp(at / 1000.0 + 1.5) AS ended,
    CASE number % 200 WHEN 0 THEN 'dead' WHEN 1 THEN 'retrying' WHEN 2 THEN 'queued' WHEN 3 THEN 'cancelled' ELSE 'succeeded' END AS state
  FROM (${NUMBERED}) AS numbered
) AS stated`;

/** Fills a record that holds `from` jobs so that it holds `to`, spread over the last five days; `most` is where this ends. */
export async function fillRecord(
  dataSource: Database,
  { from, to, most, now }: { from: number; to: number; most: number; now: number },
): Promise<void> {
  for (let day = 0; day <= DAYS; day += 1)
    await ensurePartitions(dataSource, { now: now - day * DAY_MS, daysAhead: 1 });
  for (let first = from; first < to; first += CHUNK) {
    const parameters = [first, Math.min(first + CHUNK, to), now - DAYS * DAY_MS, DAYS * DAY_MS, most];
    await dataSource.query(FILL_ENVELOPES, parameters);
    await dataSource.query(FILL_STATES, parameters);
  }
  // What autovacuum does within the minute.
  await dataSource.query('VACUUM (ANALYZE) kickoff.job_envelopes, kickoff.job_states');
}
