import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { jobsStream } from '@kickoff/contracts';
import { Platform } from '@kickoff/embedded';
import { Broker, jobIdTime, JobClient, tickJobId } from '@kickoff/jobs';
import { cleanUpOldMatches, updateLeagues, updateTeams } from '@kickoff/live-scores/contracts';
import { deadLetters } from '../replay/dead-letters.js';
import { SimulatorControl } from '../replay/simulator-control.js';
import { until } from '../replay/until.js';

/** Five minutes, or as many seconds as `OUTAGE_SECONDS` says. */
const OUTAGE_MS = Number(process.env['OUTAGE_SECONDS'] ?? 300) * 1_000;
const INTERVAL_MS = 6_000;
const SCHEDULE = 'live-scores.poll-live-football';
const PATIENCE_MS = 180_000;

describe('an outage of five minutes under load', () => {
  const stop: (() => unknown)[] = [];
  afterEach(async () => {
    for (const each of stop.splice(0).reverse()) await each();
  });

  it('of PostgreSQL leaves no dead letter, accounts for every tick, and flows go on', async () => {
    const { platform, broker, jobs, rows } = await setup();
    const chain = () => jobs.chain(updateLeagues.with({ sport: 'football' }), updateTeams.with({ sport: 'football' }));
    const before = await chain().start();
    const from = nextTick();
    await platform.postgres?.stop();
    const during = await jobs.batch('clean', [cleanUpOldMatches.with({}), cleanUpOldMatches.with({})]).start();
    await sleep(OUTAGE_MS);
    await platform.postgres?.start();
    const to = nextTick();

    await settled(broker, async () => {
      const flows = await rows('SELECT id, state FROM kickoff.flows ORDER BY id');
      return flows.length === 2 && flows.every(({ state }) => state === 'succeeded');
    });
    expect((await rows('SELECT id FROM kickoff.flows ORDER BY id')).map(({ id }) => id)).toEqual(
      [before.id, during.id].toSorted(),
    );
    await expectNothingLost(broker, rows);
    const ticks = Array.from({ length: (to - from) / INTERVAL_MS }, (_, n) => from + n * INTERVAL_MS);
    // Polls ask PostgreSQL for the day's quota, so one waits for it, and the ticks meanwhile are skipped as their schedule says.
    const polls = await rows(
      "SELECT id, ended_at FROM kickoff.jobs WHERE type = 'live-scores.poll-live-matches' AND ended_at IS NOT NULL ORDER BY id",
    );
    const ids = new Set(polls.map(({ id }) => id));
    const wasUnfinished = (at: number) =>
      polls.some(({ id, ended_at }) => jobIdTime(String(id)) < at && (ended_at as Date).getTime() > at);
    const lost = ticks.filter((at) => !ids.has(tickJobId(SCHEDULE, at)) && !wasUnfinished(at));
    expect(lost).toEqual([]);
  });

  it.each(['rate-limited', 'unavailable'])(
    'of an upstream that is %s leaves no dead letter and spends no attempt',
    async (kind) => {
      const { platform, broker, rows } = await setup();
      const simulator = new SimulatorControl(platform.addresses.simulator);
      await simulator.order({ misbehave: { kind, times: 'always', retryAfterSeconds: 10 } });
      const asked = async () => Object.values(await simulator.requests()).reduce((sum, count) => sum + count, 0);
      const before = await asked();
      await sleep(OUTAGE_MS);
      const requests = (await asked()) - before;
      await simulator.order({ behave: true });
      const since = Date.now();

      await settled(broker, async () => {
        const polls = await rows(
          "SELECT id FROM kickoff.jobs WHERE type = 'live-scores.poll-live-matches' AND state = 'succeeded' AND ended_at > to_timestamp($1)",
          [since / 1_000],
        );
        return polls.length > 0;
      });
      await expectNothingLost(broker, rows);
      // Each answer says to wait ten seconds; a handful of jobs of the sport may each hear it.
      expect(requests).toBeLessThan((OUTAGE_MS / 10_000 + 1) * 4);
    },
  );

  /** The load that the outage met has been worked off, and the condition holds. */
  async function settled(broker: Broker, condition: () => Promise<boolean>): Promise<void> {
    await until(condition, { timeoutMs: PATIENCE_MS, what: 'what the outage held up' });
    const held = async () => {
      const { state } = await broker.manager.streams.info(jobsStream('live-scores'), {
        subjects_filter: 'jobs.live-scores.*.processing.>',
      });
      return Object.keys(state.subjects ?? {}).length;
    };
    await until(async () => (await held()) < 20, { timeoutMs: PATIENCE_MS, what: 'the waiting jobs' });
  }

  async function expectNothingLost(broker: Broker, rows: Rows): Promise<void> {
    expect(await deadLetters(broker)).toEqual([]);
    expect(
      await rows("SELECT type, attempt, reason FROM kickoff.jobs WHERE attempt > 1 OR state IN ('dead', 'expired')"),
    ).toEqual([]);
  }

  async function setup() {
    const directory = await mkdtemp(join(tmpdir(), 'kickoff-outage-'));
    stop.push(() => rm(directory, { recursive: true, force: true }));
    const platform = await Platform.start({
      directory,
      durability: 'fast',
      environment: (service, { simulator }): Record<string, string> =>
        service === 'simulator'
          ? {
              SIMULATOR_SPEED: '4',
              SIMULATOR_MATCHES: '40',
              SIMULATOR_OTHER_MATCHES: '0',
              SIMULATOR_DEFECTS: 'off',
              SIMULATOR_REQUESTS_PER_DAY: '1000000',
            }
          : {
              LIVE_SCORES_SPORTS: 'football',
              LIVE_SCORES_FOOTBALL_LIVE_INTERVAL: `${INTERVAL_MS / 1_000}s`,
              LIVE_SCORES_FOOTBALL_URL: `${simulator}/football`,
              LIVE_SCORES_API_KEY: 'outage',
            },
    });
    stop.push(() => platform.stop());
    const broker = await Broker.connect({ servers: platform.addresses.nats, name: 'outage' });
    stop.push(() => broker.close());
    // Connects for each question: the database is away in between.
    const rows: Rows = async (text, values) => {
      const sql = new pg.Client({ connectionString: platform.addresses.postgres });
      await sql.connect();
      try {
        return (await sql.query<Record<string, unknown>>(text, values)).rows;
      } finally {
        await sql.end();
      }
    };
    await until(async () => (await rows('SELECT id FROM live_scores.matches LIMIT 5')).length === 5, {
      timeoutMs: 60_000,
      what: 'the first matches',
    });
    return { platform, broker, jobs: new JobClient(broker), rows };
  }
});

type Rows = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/** Ticks of such an interval are counted from the epoch, as cron counts them. */
function nextTick(): number {
  return Math.ceil(Date.now() / INTERVAL_MS) * INTERVAL_MS;
}
