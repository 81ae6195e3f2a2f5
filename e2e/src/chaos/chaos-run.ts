import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { jobsStream } from '@kickoff/contracts';
import { Platform } from '@kickoff/embedded';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { seededNumbers } from '../faults/in-flight.js';
import { deadLetters } from '../replay/dead-letters.js';
import { until } from '../replay/until.js';
import { startServers } from './chaos-servers.js';
import { chaos, holdKey, keepOrder } from './chaos-workload.js';
import { Fleet, VICTIMS, type Kill } from './fleet.js';
import type { RecordedFlow } from '../judge/flow-complaints.js';
import { judge, type RecordedJob, type Verdict } from '../judge/judge.js';
import { killOrder } from './kill-order.js';
import { readLedger } from '../judge/ledger.js';
import { nothingHeld, placesLost, takeEveryPlace } from './limits-free.js';
import { JOBS_PER_ROUND, Producer } from './producer.js';
import { refuseEvents } from './refuse-events.js';
import { toldHistory } from './told-history.js';

export interface ChaosOrders {
  /** So many are enqueued at least; the rest is scaled by it. */
  jobs: number;
  /** nats-servers: one, or a cluster that keeps every stream on each of them. */
  servers: 1 | 3;
  /** Moments and victims of the kills follow from it. */
  seed: number;
}

export interface ChaosResult extends Verdict {
  /** That were judged. */
  jobs: number;
  kills: readonly Kill[];
  /** Enqueues that were answered with the job that holds the key. */
  duplicates: number;
  /** How long the kills went on, and how long after them the last job ended. */
  seconds: { killing: number; finishing: number };
  /** What the record says of jobs that are complained of. */
  history: string;
}

const REFUSED_MS = { atMost: 60_000, perJob: 12 };
const KEYS = { line: 40, key: 40, held: 12 };
const WORKERS = 3;
/** The broker waits so long for a job whose worker was killed; the platform's own 30 s would only make the test longer. */
const ACK_WAIT_MS = 10_000;
/** Each of the others once, and workers as often. */
const FEWEST_KILLS = 2 * (VICTIMS.length - 1);
/** About as many as are enqueued while one is killed and started again. */
const JOBS_PER_KILL = 300;
const CALM_MS = 1_500;
const PATIENCE_MS = 180_000;

/**
 * Jobs of every kind, while workers, services and servers are killed and, from before the first kill, the broker refuses
 * events. Resolves when all is over; `complaints` are all that was found wrong.
 *
 * @param ends gets what is to be ended, in reverse, whatever happens
 */
export async function runChaos(
  { jobs: wanted, servers: size, seed }: ChaosOrders,
  ends: (() => unknown)[],
): Promise<ChaosResult> {
  const random = seededNumbers(seed);
  const { platform, servers, broker, jobs, sql, ledger } = await setup(size, ends);
  const options = { nats: servers.urls, postgres: platform.addresses.postgres, ledger };
  const fleet = new Fleet(platform, servers, options, random);
  ends.push(() => fleet.stop());
  await fleet.start(WORKERS);

  const endRefusal = await refuseEvents(broker);
  const refusal = sleep(Math.min(REFUSED_MS.atMost, wanted * REFUSED_MS.perJob)).then(endRefusal);
  const producer = new Producer(jobs);
  const startedAt = Date.now();
  const victims = killOrder(random);
  const kills = Math.max(FEWEST_KILLS, Math.ceil(wanted / JOBS_PER_KILL));
  const roundsBefore = (kill: number) => Math.ceil((wanted / JOBS_PER_ROUND) * (kill / kills));
  for (let kill = 0; kill < kills; kill += 1) {
    const produced = producer.run({ from: roundsBefore(kill), to: roundsBefore(kill + 1), keys: KEYS });
    // What is broken may break again before it has recovered.
    await sleep(CALM_MS * random());
    await fleet.crash(victims.next().value);
    await produced;
  }
  await refusal;
  const calmAt = Date.now();

  const unfinished = async () => {
    const { state } = await broker.manager.streams.info(jobsStream('chaos'), {
      subjects_filter: 'jobs.chaos.*.work.>',
    });
    return Object.keys(state.subjects ?? {}).map((subject) => subject.split('.').at(-1)!);
  };
  // Nodes of flows whose turn has not come are in PostgreSQL alone.
  const { expected, flows } = producer;
  const ids = expected.map(({ id }) => id);
  const record = async () =>
    (await sql.query<RecordedJob>('SELECT id, type, state, attempt FROM kickoff.jobs WHERE id = ANY($1)', [ids])).rows;
  const ended = ({ state }: RecordedJob) => state === 'succeeded' || state === 'dead' || state === 'cancelled';
  const openFlows = 'SELECT id FROM kickoff.flows WHERE ended_at IS NULL';
  const open = async () => {
    const inRecord = new Set((await record()).filter(ended).map(({ id }) => id));
    const { rows } = await sql.query<{ id: string }>(openFlows);
    return [...(await unfinished()), ...ids.filter((id) => !inRecord.has(id)), ...rows.map(({ id }) => id)];
  };
  await noneLeft(sql, 'the jobs, flows and their record', open);
  const finishedAt = Date.now();
  const { rows: recordedFlows } = await sql.query<RecordedFlow>(
    'SELECT id, root_id, name, state, total, done, failed, open FROM kickoff.flows',
  );
  const verdict = judge({
    expected,
    flows,
    ledger: await readLedger(ledger),
    record: await record(),
    recordedFlows,
    kills: fleet.kills,
    effects: (await sql.query<{ job_id: string }>('SELECT job_id FROM chaos.effects')).rows.map((row) => row.job_id),
    deadLetters: (await deadLetters(broker)).map(({ id }) => id),
  });

  // No key is left locked, no line, and no place of a limit.
  const again = [
    ...(await Promise.all(keys('key').map((key) => jobs.enqueue(holdKey, { key })))),
    ...(await Promise.all(keys('line').map((key) => jobs.enqueue(keepOrder, { key, n: 0, failures: 0 })))),
  ];
  const locked = again.filter(({ duplicate }) => duplicate).map(({ id }) => `a key is still locked by ${id}`);
  await nothingHeld(broker, keys('held'));
  const takers = await takeEveryPlace(jobs, keys('held'));
  await noneLeft(sql, 'jobs of every key and place', unfinished);
  const lost = placesLost(takers, await readLedger(ledger));
  const complaints = [...verdict.complaints, ...locked, ...lost];
  const complainedOf = complaints.flatMap((text) => text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? []);
  return {
    complaints,
    history: await toldHistory(sql, complainedOf),
    seconds: { killing: seconds(startedAt, calmAt), finishing: seconds(calmAt, finishedAt) },
    repeated: verdict.repeated,
    jobs: ids.length,
    kills: fleet.kills,
    duplicates: producer.duplicates,
  };
}

/** @param look gives the ids of what is left; may fail while connections come back */
async function noneLeft(sql: pg.Pool, what: string, look: () => Promise<string[]>): Promise<void> {
  let left: string[] | undefined;
  const isEmpty = async () => {
    left = await look().catch(() => left);
    return left?.length === 0;
  };
  await until(isEmpty, { timeoutMs: PATIENCE_MS, what, everyMs: 500 }).catch(async (cause: unknown) => {
    throw new Error(`${what}: ${left?.length} left\n${await toldHistory(sql, left ?? [])}`, { cause });
  });
}

async function setup(size: 1 | 3, ends: (() => unknown)[]) {
  const directory = await mkdtemp(join(tmpdir(), 'kickoff-chaos-'));
  ends.push(() => rm(directory, { recursive: true, force: true }));
  const servers = await startServers(directory, size);
  ends.push(() => servers.stop());
  const platform = await Platform.start({
    directory,
    natsUrl: servers.urls.join(','),
    durability: 'fast',
    services: ['scheduler', 'recorder'],
    environment: (name): Record<string, string> => ({
      KICKOFF_WORKLOADS: '',
      ...(name === 'migrate' ? { KICKOFF_STREAM_REPLICAS: String(servers.replicas) } : {}),
    }),
  });
  ends.push(() => platform.stop());
  const broker = await Broker.connect({ servers: servers.urls, name: 'chaos' });
  ends.push(() => broker.close());
  await applyTopology(broker, [chaos], { ackWaitMs: ACK_WAIT_MS, replicas: servers.replicas });
  const sql = new pg.Pool({ connectionString: platform.addresses.postgres, max: 2 });
  // Its connections break with the server's restarts.
  sql.on('error', () => undefined);
  ends.push(() => sql.end());
  await sql.query('CREATE SCHEMA chaos; CREATE TABLE chaos.effects (job_id uuid NOT NULL)');
  const ledger = join(directory, 'ledger.ndjson');
  await writeFile(ledger, '');
  return { platform, servers, broker, jobs: new JobClient(broker), sql, ledger };
}

function keys(kind: keyof typeof KEYS): string[] {
  return Array.from({ length: KEYS[kind] }, (_, index) => `${kind}-${index}`);
}

function seconds(from: number, to: number): number {
  return Math.round((to - from) / 1_000);
}
