import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { freePort, Platform, REPOSITORY, ServiceProcess, serviceProgram } from '@kickoff/embedded';
import { jobIdTime } from '@kickoff/jobs';
import { until } from '../replay/until.js';
import { seededNumbers } from './in-flight.js';

/** Longer than a tick stays with a scheduler that is gone, so that none is replaced by its successor. */
const INTERVAL_MS = 6_000;
const SETTINGS = {
  LIVE_SCORES_SPORTS: 'football',
  LIVE_SCORES_FOOTBALL_LIVE_INTERVAL: `${INTERVAL_MS / 1_000}s`,
  LIVE_SCORES_API_KEY: 'test',
};
const SEED = 6;
/** So soon after a tick is due a scheduler is killed: about when it turns the tick into a job. */
const WITHIN_MS = 25;

describe('two schedulers', () => {
  let stop: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const each of stop.reverse()) await each();
    stop = [];
  });

  it('make one job of each tick while first one and then the other is killed', async () => {
    const { platform, second, rows } = await setup();
    const random = seededNumbers(SEED);
    const [from, kills] = [nextTick(), [platform.service('scheduler'), second]];
    for (const scheduler of kills) {
      await sleep(nextTick() - Date.now() + random() * WITHIN_MS);
      await scheduler.kill();
      // The other one is alone for a tick.
      await sleep(nextTick() - Date.now() + 500);
      await scheduler.start();
    }
    const to = nextTick();
    const ticks = Array.from({ length: (to - from) / INTERVAL_MS + 1 }, (_, index) => from + index * INTERVAL_MS);

    const polls = async () => {
      const found = await rows("SELECT id FROM kickoff.jobs WHERE type = 'live-scores.poll-live-matches' ORDER BY id");
      return found.map(({ id }) => jobIdTime(id)).filter((time) => time >= from && time <= to);
    };
    await until(async () => (await polls()).includes(to), { timeoutMs: 15_000, what: 'the last tick' });
    // A tick that its scheduler took along comes again after its ack wait.
    await until(async () => (await polls()).length >= ticks.length, { timeoutMs: 10_000, what: 'every tick' });
    expect(await polls()).toEqual(ticks);
  }, 180_000);

  async function setup() {
    const directory = await mkdtemp(join(tmpdir(), 'kickoff-schedulers-'));
    stop.push(() => rm(directory, { recursive: true, force: true }));
    const platform = await Platform.start({
      directory,
      durability: 'fast',
      services: ['scheduler', 'poller', 'recorder', 'simulator'],
      environment: (service, { simulator }): Record<string, string> =>
        service === 'simulator'
          ? { SIMULATOR_MATCHES: '0', SIMULATOR_OTHER_MATCHES: '0' }
          : { ...SETTINGS, LIVE_SCORES_FOOTBALL_URL: `${simulator}/football` },
    });
    stop.push(() => platform.stop());
    const { nats, postgres, simulator } = platform.addresses;
    const healthPort = await freePort();
    const second = new ServiceProcess({
      name: 'scheduler',
      repository: REPOSITORY,
      program: [serviceProgram(REPOSITORY, 'scheduler')],
      healthPorts: [healthPort],
      logFile: join(directory, 'logs', 'second-scheduler.log'),
      env: {
        ...SETTINGS,
        KICKOFF_NATS_URL: nats,
        KICKOFF_DATABASE_URL: postgres,
        LIVE_SCORES_FOOTBALL_URL: `${simulator}/football`,
        HEALTH_PORT: String(healthPort),
      },
      onLost: () => undefined,
    });
    await second.start();
    stop.push(() => second.stop(10_000));
    const sql = new pg.Client({ connectionString: postgres });
    await sql.connect();
    stop.push(() => sql.end());
    return { platform, second, rows: async (text: string) => (await sql.query<{ id: string }>(text)).rows };
  }
});

/** Ticks of such an interval are counted from the epoch, as cron counts them. */
function nextTick(): number {
  return Math.ceil(Date.now() / INTERVAL_MS) * INTERVAL_MS;
}
