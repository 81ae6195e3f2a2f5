import type { Columns } from './columns.js';
import type { Sight } from './sight.js';

/** What `job_states` and `job_history` both keep of a sight. No run: revision and delivery 0; no outcome: the empty text. */
export interface SightColumns {
  revision: number;
  delivery: number;
  state: string;
  run_revision: number;
  run_delivery: number;
  outcome: string;
  rank: number;
  since: number;
  state_at: number;
  tie: number;
  reason: string | undefined;
  error: unknown;
  run_attempt: number | undefined;
  worker: string | undefined;
  run_started_at: number | undefined;
  run_ended_at: number | undefined;
  metrics: unknown;
  annotations: unknown;
  logs: unknown;
}

export const SIGHT_COLUMNS: Columns<SightColumns> = {
  revision: 'integer',
  delivery: 'integer',
  state: 'text',
  run_revision: 'integer',
  run_delivery: 'integer',
  outcome: 'text',
  rank: 'smallint',
  since: 'time',
  state_at: 'time',
  tie: 'integer',
  reason: 'text',
  error: 'jsonb',
  run_attempt: 'integer',
  worker: 'text',
  run_started_at: 'time',
  run_ended_at: 'time',
  metrics: 'jsonb',
  annotations: 'jsonb',
  logs: 'jsonb',
};

/** Two rows of one job that agree in these are the same sight. */
export const SIGHT_KEY = ['revision', 'delivery', 'state', 'run_revision', 'run_delivery', 'outcome'] as const;

/** What the latest event of a sight decides. */
export const LATEST = [
  'state_at',
  'tie',
  'reason',
  'error',
  'run_attempt',
  'worker',
  'run_ended_at',
  'metrics',
  'annotations',
  'logs',
] as const;

export function sightColumns({ event, order, since, runStartedAt }: Sight): SightColumns {
  const { run } = event;
  return {
    revision: order.revision,
    delivery: order.delivery,
    state: event.state,
    run_revision: run?.revision ?? 0,
    run_delivery: run?.delivery ?? 0,
    outcome: run?.outcome ?? '',
    rank: order.rank,
    since,
    state_at: order.at,
    tie: order.tie,
    reason: event.reason,
    error: event.error,
    run_attempt: run?.attempt,
    worker: run?.worker,
    run_started_at: runStartedAt,
    run_ended_at: run?.endedAt,
    metrics: run?.metrics,
    annotations: run?.annotations,
    logs: run?.logs,
  };
}
