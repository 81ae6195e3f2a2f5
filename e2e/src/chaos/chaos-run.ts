import { setTimeout as sleep } from 'node:timers/promises';
import { seededNumbers } from '../faults/in-flight.js';
import type { RecordedFlow } from '../judge/flow-complaints.js';
import { judge, type Evidence, type Verdict } from '../judge/judge.js';
import { readLedger } from '../judge/ledger.js';
import { deadLetters } from '../replay/dead-letters.js';
import { setUpChaos, type ChaosStage } from './chaos-setup.js';
import { holdKey, keepOrder } from './chaos-workload.js';
import { Fleet, VICTIMS, type Kill } from './fleet.js';
import { killOrder } from './kill-order.js';
import { nothingHeld, placesLost, takeEveryPlace } from './limits-free.js';
import { allEnded, recordOf, streamEmpty } from './none-left.js';
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
/** Each of the others once, and workers as often. */
const FEWEST_KILLS = 2 * (VICTIMS.length - 1);
/** About as many as are enqueued while one is killed and started again. */
const JOBS_PER_KILL = 300;
const CALM_MS = 1_500;

/**
 * Jobs of every kind, while workers, services and servers are killed and, from before the first kill, the broker refuses
 * events. Resolves when all is over; `complaints` are all that was found wrong.
 *
 * @param ends gets what is to be ended, in reverse, whatever happens
 */
export async function runChaos({ jobs, servers, seed }: ChaosOrders, ends: (() => unknown)[]): Promise<ChaosResult> {
  const random = seededNumbers(seed);
  const stage = await setUpChaos(servers, ends);
  const fleet = new Fleet(stage, random);
  ends.push(() => fleet.stop());
  await fleet.start(WORKERS);
  const producer = new Producer(stage.jobs);

  const startedAt = Date.now();
  await disturb(stage, { jobs, producer, fleet, random });
  const calmAt = Date.now();
  const ids = producer.expected.map(({ id }) => id);
  await allEnded(stage, ids);
  const finishedAt = Date.now();

  const { complaints, repeated } = judge(await evidence(stage, producer, fleet));
  complaints.push(...(await whatIsLocked(stage)));
  const complainedOf = complaints.flatMap((text) => text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? []);
  return {
    complaints,
    history: await toldHistory(stage.sql, complainedOf),
    seconds: { killing: seconds(startedAt, calmAt), finishing: seconds(calmAt, finishedAt) },
    repeated,
    jobs: ids.length,
    kills: fleet.kills,
    duplicates: producer.duplicates,
  };
}

/** Each kill has its share of the jobs, whatever it takes on this machine. */
async function disturb(
  { broker }: ChaosStage,
  { jobs, producer, fleet, random }: { jobs: number; producer: Producer; fleet: Fleet; random: () => number },
): Promise<void> {
  const endRefusal = await refuseEvents(broker);
  const refusedFrom = Date.now();
  const refusal = sleep(Math.min(REFUSED_MS.atMost, jobs * REFUSED_MS.perJob)).then(async () => {
    await endRefusal();
    fleet.kills.push({ victim: 'events', from: refusedFrom, until: Date.now(), pid: undefined });
  });
  const victims = killOrder(random);
  const kills = Math.max(FEWEST_KILLS, Math.ceil(jobs / JOBS_PER_KILL));
  const roundsBefore = (kill: number) => Math.ceil((jobs / JOBS_PER_ROUND) * (kill / kills));
  for (let kill = 0; kill < kills; kill += 1) {
    const produced = producer.run({ from: roundsBefore(kill), to: roundsBefore(kill + 1), keys: KEYS });
    // What is broken may break again before it has recovered.
    await sleep(CALM_MS * random());
    await fleet.crash(victims.next().value);
    await produced;
  }
  await refusal;
}

async function evidence(
  { broker, sql, ledger }: ChaosStage,
  { expected, flows }: Producer,
  { kills }: Fleet,
): Promise<Evidence> {
  const recordedFlows = await sql.query<RecordedFlow>(
    'SELECT id, root_id, name, state, total, done, failed, open FROM kickoff.flows',
  );
  const deferrals = await sql.query<{ id: string; at: Date }>(
    "SELECT job_id AS id, at FROM kickoff.transitions WHERE state = 'scheduled' AND reason LIKE 'outage: %'",
  );
  const effects = await sql.query<{ job_id: string }>('SELECT job_id FROM chaos.effects');
  return {
    expected,
    flows,
    kills,
    deferrals: deferrals.rows.map(({ id, at }) => ({ id, at: at.getTime() })),
    ledger: await readLedger(ledger),
    record: await recordOf(
      sql,
      expected.map(({ id }) => id),
    ),
    recordedFlows: recordedFlows.rows,
    effects: effects.rows.map((row) => row.job_id),
    deadLetters: (await deadLetters(broker)).map(({ id }) => id),
  };
}

/** No key, no line, and no place of a limit. */
async function whatIsLocked(stage: ChaosStage): Promise<string[]> {
  const { broker, jobs, ledger } = stage;
  const again = [
    ...(await Promise.all(keys('key').map((key) => jobs.enqueue(holdKey, { key })))),
    ...(await Promise.all(keys('line').map((key) => jobs.enqueue(keepOrder, { key, n: 0, failures: 0 })))),
  ];
  const locked = again.filter(({ duplicate }) => duplicate).map(({ id }) => `a key is still locked by ${id}`);
  await nothingHeld(broker, keys('held'));
  const takers = await takeEveryPlace(jobs, keys('held'));
  await streamEmpty(stage);
  return [...locked, ...placesLost(takers, await readLedger(ledger))];
}

function keys(kind: keyof typeof KEYS): string[] {
  return Array.from({ length: KEYS[kind] }, (_, index) => `${kind}-${index}`);
}

function seconds(from: number, to: number): number {
  return Math.round((to - from) / 1_000);
}
