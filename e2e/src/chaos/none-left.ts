import type pg from 'pg';
import { jobsStream } from '@kickoff/contracts';
import type { Broker } from '@kickoff/jobs';
import { until } from '../replay/until.js';
import type { RecordedJob } from '../judge/judge.js';
import type { ChaosStage } from './chaos-setup.js';
import { toldHistory } from './told-history.js';

const PATIENCE_MS = 180_000;
const LOOK_EVERY_MS = 500;

/** Resolves when the jobs have ended in the stream and in the record, and so have all flows. */
export async function allEnded({ broker, sql }: ChaosStage, ids: readonly string[]): Promise<void> {
  const open = async () => {
    const ended = new Set((await recordOf(sql, ids)).filter(isOver).map(({ id }) => id));
    // Nodes of flows whose turn has not come are in PostgreSQL alone.
    const flows = await sql.query<{ id: string }>('SELECT id FROM kickoff.flows WHERE ended_at IS NULL');
    return [...(await unfinished(broker)), ...ids.filter((id) => !ended.has(id)), ...flows.rows.map(({ id }) => id)];
  };
  await noneLeft(sql, 'jobs and flows', open);
}

/** Resolves when no job is in the stream. */
export async function streamEmpty({ broker, sql }: ChaosStage): Promise<void> {
  await noneLeft(sql, 'jobs', () => unfinished(broker));
}

export async function recordOf(sql: pg.Pool, ids: readonly string[]): Promise<RecordedJob[]> {
  const text = 'SELECT id, type, state, attempt FROM kickoff.jobs WHERE id = ANY($1)';
  return (await sql.query<RecordedJob>(text, [ids])).rows;
}

function isOver({ state }: RecordedJob): boolean {
  return state === 'succeeded' || state === 'dead' || state === 'cancelled';
}

async function unfinished({ manager }: Broker): Promise<string[]> {
  const { state } = await manager.streams.info(jobsStream('chaos'), { subjects_filter: 'jobs.chaos.*.work.>' });
  return Object.keys(state.subjects ?? {}).map((subject) => subject.split('.').at(-1)!);
}

/** @param look gives the ids of what is left; may fail while connections come back */
async function noneLeft(sql: pg.Pool, what: string, look: () => Promise<string[]>): Promise<void> {
  let left: string[] | undefined;
  const isEmpty = async () => {
    left = await look().catch(() => left);
    return left?.length === 0;
  };
  await until(isEmpty, { timeoutMs: PATIENCE_MS, what, everyMs: LOOK_EVERY_MS }).catch(async (cause: unknown) => {
    throw new Error(`${what}: ${left?.length} left\n${await toldHistory(sql, left ?? [])}`, { cause });
  });
}
