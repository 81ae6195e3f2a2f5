import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { jobsStream } from '@kickoff/contracts';
import { Platform } from '@kickoff/embedded';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { deadLetters } from '../replay/dead-letters.js';
import { until } from '../replay/until.js';
import { chaos, holdKey, keepOrder } from './chaos-workload.js';
import { Fleet, VICTIMS } from './fleet.js';
import { judge, type RecordedJob } from './judge.js';
import { readLedger } from './ledger.js';
import { Producer } from './producer.js';
import { seededNumbers } from '../faults/in-flight.js';

/** Moments and victims of the kills follow from it. */
const SEED = 20_261_127;
/** About 10,000 jobs: seven a round and the children of one. */
const ORDERS = { rounds: 1_300, pace: 18, keys: 40 };
/** So long the broker takes no events, beginning with the first kill. */
const REFUSED_MS = 60_000;
const WORKERS = 3;
/** The broker waits so long for a job whose worker was killed; the platform's own 30 s would only make the test longer. */
const ACK_WAIT_MS = 10_000;
const CALM_MS = 1_500;

describe('10,000 jobs of every kind, while workers, services and servers are killed and events are refused', () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  it('each end as their policy says, and the record knows', async () => {
    const { platform, broker, jobs, sql, ledger } = await setup();
    const fleet = new Fleet(platform, { nats: platform.addresses.nats, postgres: platform.addresses.postgres, ledger });
    ends.push(() => fleet.stop());
    await fleet.start(WORKERS);
    const producer = new Producer(jobs);
    const producing = new AbortController();
    const produced = producer.run(ORDERS).finally(() => producing.abort());
    const refused = refuseEvents(broker, REFUSED_MS);
    const random = seededNumbers(SEED);
    for (let turn = 0; turn < 2 * VICTIMS.length || !producing.signal.aborted; turn += 1) {
      await sleep(CALM_MS * random());
      // Each in turn, the workers every other time; and what is broken may break again before it has recovered.
      await fleet.crash(turn % 2 === 0 ? 'worker' : VICTIMS[1 + (((turn - 1) / 2) % (VICTIMS.length - 1))]!, random);
    }
    await Promise.all([produced, refused]);

    const unfinished = async () => {
      const { state } = await broker.manager.streams.info(jobsStream('chaos'), {
        subjects_filter: 'jobs.chaos.*.work.>',
      });
      return Object.keys(state.subjects ?? {}).length;
    };
    await until(async () => (await unfinished()) === 0, { timeoutMs: 120_000, what: 'the jobs' });
    const ids = producer.expected.map(({ id }) => id);
    const record = async () =>
      (await sql.query<RecordedJob>('SELECT id, type, state, attempt FROM kickoff.jobs WHERE id = ANY($1)', [ids]))
        .rows;
    const ended = ({ state }: RecordedJob) => state === 'succeeded' || state === 'dead' || state === 'cancelled';
    await until(async () => (await record()).filter(ended).length >= ids.length, {
      timeoutMs: 60_000,
      what: 'the record',
    });

    const { complaints, repeatedRuns } = judge({
      expected: producer.expected,
      ledger: await readLedger(ledger),
      record: await record(),
      kills: fleet.kills,
      effects: (await sql.query<{ job_id: string }>('SELECT job_id FROM chaos.effects')).rows.map((row) => row.job_id),
      deadLetters: (await deadLetters(broker)).map(({ id }) => id),
    });
    expect(complaints).toEqual([]);
    process.stdout.write(
      `chaos: ${ids.length} jobs, ${fleet.kills.length} kills, ${repeatedRuns} runs repeated, each explained; ${producer.duplicates} duplicates refused\n`,
    );
    // No key is left locked, and no line.
    const again = [
      ...(await Promise.all(keys('key').map((key) => jobs.enqueue(holdKey, { key })))),
      ...(await Promise.all(keys('line').map((key) => jobs.enqueue(keepOrder, { key, n: 0, failures: 0 })))),
    ];
    expect(again.filter(({ duplicate }) => duplicate)).toEqual([]);
    await until(async () => (await unfinished()) === 0, { timeoutMs: 60_000, what: 'jobs of every key' });
  }, 480_000);

  async function setup() {
    const directory = await mkdtemp(join(tmpdir(), 'kickoff-chaos-'));
    ends.push(() => rm(directory, { recursive: true, force: true }));
    const platform = await Platform.start({
      directory,
      durability: 'fast',
      services: ['scheduler', 'recorder'],
      environment: () => ({ KICKOFF_WORKLOADS: '' }),
    });
    ends.push(() => platform.stop());
    const broker = await Broker.connect({ servers: platform.addresses.nats, name: 'chaos' });
    ends.push(() => broker.close());
    await applyTopology(broker, [chaos], { ackWaitMs: ACK_WAIT_MS });
    const sql = new pg.Pool({ connectionString: platform.addresses.postgres, max: 2 });
    // Its connections break with the server's restarts.
    sql.on('error', () => undefined);
    ends.push(() => sql.end());
    await sql.query('CREATE SCHEMA chaos; CREATE TABLE chaos.effects (job_id uuid NOT NULL)');
    const ledger = join(directory, 'ledger.ndjson');
    await writeFile(ledger, '');
    return { platform, broker, jobs: new JobClient(broker), sql, ledger };
  }
});

/** As a full store does, but for events alone. */
async function refuseEvents({ manager }: Broker, ms: number): Promise<void> {
  const { config, state } = await manager.streams.info('EVENTS');
  await manager.streams.update('EVENTS', { max_msgs: state.messages + 1, discard: 'new' });
  await sleep(ms);
  const { max_msgs, discard } = config;
  while (!(await manager.streams.update('EVENTS', { max_msgs, discard }).catch(() => undefined))) await sleep(250);
}

function keys(kind: 'key' | 'line'): string[] {
  return Array.from({ length: ORDERS.keys }, (_, index) => `${kind}-${index}`);
}
