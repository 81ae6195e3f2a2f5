import type { Envelope } from '@kickoff/contracts';
import { selectRows, type Columns } from './columns.js';
import type { ReducedJob } from './reduce-events.js';
import type { Sight } from './sight.js';

/** A row of `job_envelopes` on its way to PostgreSQL. */
export interface FoldedEnvelope {
  id: string;
  type: string;
  workload: string;
  name: string;
  queue: string;
  key: string;
  input: unknown;
  tags: string[] | undefined;
  parent_id: string | undefined;
  version: number | undefined;
  attempts_allowed: number | undefined;
  carried: Readonly<Record<string, string>> | undefined;
  stored_input: Envelope['storedInput'];
  seen_revision: number | undefined;
  seen_state: string | undefined;
  seen_at: number | undefined;
  seen_reason: string | undefined;
}

export const ENVELOPE_COLUMNS: Columns<FoldedEnvelope> = {
  id: 'uuid',
  type: 'text',
  workload: 'text',
  name: 'text',
  queue: 'text',
  key: 'text',
  input: 'jsonb',
  tags: 'text[]',
  parent_id: 'text',
  version: 'integer',
  attempts_allowed: 'integer',
  carried: 'jsonb',
  stored_input: 'jsonb',
  seen_revision: 'integer',
  seen_state: 'text',
  seen_at: 'time',
  seen_reason: 'text',
};

/** @param seen what intake saw, of a job that the record did not know */
export function foldedEnvelope({ id, standing, enveloped }: ReducedJob, seen: Sight | undefined): FoldedEnvelope {
  const { type, queue, key } = standing.event;
  const [workload, name] = type.split('.') as [string, string];
  const envelope = enveloped?.envelope;
  return {
    id,
    type,
    workload,
    name,
    queue,
    key,
    input: envelope?.input,
    tags: envelope?.tags,
    parent_id: envelope?.parentId,
    version: envelope?.version,
    attempts_allowed: envelope?.attempts,
    carried: envelope?.carried,
    stored_input: envelope?.storedInput,
    seen_revision: seen?.order.revision,
    seen_state: seen?.event.state,
    seen_at: seen?.since,
    seen_reason: seen?.event.reason,
  };
}

const RENEWED = ['queue', 'input', 'tags', 'parent_id', 'version', 'attempts_allowed', 'carried', 'stored_input'];
const content = (row: string) => `(${RENEWED.map((column) => `${row}.${column}`).join(', ')})`;

/**
 * Keeps what jobs are. Parameters: `columnArrays` of FoldedEnvelope, of jobs that this transaction has locked and whose
 * envelope is missing or of an earlier revision. Moves mostly carry the same one on: then nothing is written.
 */
export const FOLD_ENVELOPES_SQL = `
INSERT INTO kickoff.job_envelopes AS stored (${Object.keys(ENVELOPE_COLUMNS).join(', ')})
${selectRows(ENVELOPE_COLUMNS, 'id')}
ON CONFLICT (id) DO UPDATE SET ${RENEWED.map((column) => `${column} = excluded.${column}`).join(', ')}
WHERE ${content('excluded')} IS DISTINCT FROM ${content('stored')}`;
