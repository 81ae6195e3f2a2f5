import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { jobsStream } from '@kickoff/contracts';
import { createDataSource } from '@kickoff/database';
import { natsForTest } from '@kickoff/embedded/testing';
import { Broker, BucketWriter, handle, JobClient, Limiter, Worker } from '@kickoff/jobs';
import type { DataSource } from 'typeorm';
import { testInstallation } from '../testing/installation.js';
import type { Finding } from './check.js';
import { clockFindings } from './checks/clock.js';
import { serverFindings } from './checks/server-version.js';
import { predictRain, reportWeather, weather } from '../testing/weather.js';

interface Report {
  ok: boolean;
  checks: { check: string; result: string; findings: Finding[] }[];
}

const cleanUps: (() => Promise<unknown>)[] = [];
// Before the servers' own hooks.
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});
const installation = testInstallation();
const withoutJetstream = natsForTest({ extraConfig: 'accounts { bare { users = [{ user: bare, password: bare }] } }' });

/** What the doctor says, with or without more words. */
async function doctor(words: string[] = [], env: Record<string, string> = {}, run = installation.run) {
  const { code, json, stderr } = await run(['doctor', '--json', ...words], { env });
  const report = json() as Report;
  return {
    code,
    stderr,
    report,
    findingsOf: (check: string) => report.checks.find((each) => each.check === check)?.findings,
  };
}

describe('the doctor', () => {
  let broker: Broker;
  let database: DataSource;
  let worker: Worker;
  const mends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const mend of mends.splice(0)) await mend();
  });

  beforeAll(async () => {
    expect(await installation.run(['migrate'])).toMatchObject({ code: 0 });
    broker = await Broker.connect({ servers: installation.natsUrl(), name: 'test' });
    cleanUps.push(() => broker.close());
    database = await createDataSource({ url: installation.databaseUrl() }).initialize();
    cleanUps.push(() => database.destroy());
    const limiter = new Limiter({ broker });
    limiter.start();
    cleanUps.push(() => limiter.stop());
    const writer = new BucketWriter({ broker, everyMs: 50 });
    writer.start();
    cleanUps.push(() => writer.stop());
    worker = new Worker({
      connection: { servers: installation.natsUrl(), name: 'test' },
      name: 'forecaster',
      workload: weather,
      queues: [{ name: 'predicting' }, { name: 'reporting' }],
      handlers: [handle(predictRain, () => ({ rain: false })), handle(reportWeather, () => {})],
    });
    await worker.start();
    cleanUps.push(() => worker.stop({ graceMs: 0 }));
    await untilKnown();
  });

  /** A shard has an owner and the worker is in its bucket. */
  async function untilKnown() {
    for (;;) {
      const { report } = await doctor();
      if (report.ok) return;
    }
  }

  it('finds nothing in an installation that is well', async () => {
    const { code, report, stderr } = await doctor();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(report.ok).toBe(true);
    expect(report.checks.map(({ check, result }) => [check, result])).toEqual(
      [
        'nats',
        'jetstream',
        'postgres',
        'workloads',
        'server-version',
        'clock',
        'topology',
        'store',
        'admission',
        'migrations',
        'scheduler',
        'schedules',
        'served-types',
      ].map((check) => [check, 'ok']),
    );
  });

  it('runs a test job through every queue and priority', async () => {
    const { code, report } = await doctor(['--probe']);
    expect(code).toBe(0);
    expect(report.checks.at(-1)).toEqual({ check: 'probe', result: 'ok', findings: [] });
  });

  it('names the queue whose test job nobody runs', async () => {
    await worker.pause('this test');
    mends.push(async () => worker.resume('this test'));
    const { code, findingsOf } = await doctor(['--probe', '--timeout', '1s']);
    expect(code).toBe(3);
    expect(findingsOf('probe')?.map(({ where }) => where)).toEqual([
      'queue weather/predicting',
      'queue weather/reporting',
      'queue weather/reporting',
    ]);
    expect(findingsOf('probe')?.[0]?.what).toMatch(/priority normal did not come back/);
  });

  it('names a setting of a stream that was changed, and migrate mends it', async () => {
    await broker.manager.streams.update('EVENTS', { max_age: 3_600_000_000_000 });
    mends.push(() => installation.run(['migrate']));
    const { code, findingsOf } = await doctor();
    expect(code).toBe(3);
    expect(findingsOf('topology')).toEqual([
      {
        severity: 'problem',
        what: 'max_age of stream EVENTS is 3600000000000, not 259200000000000',
        where: 'stream EVENTS',
        remedy: expect.stringContaining('kickoff migrate'),
      },
    ]);
    await mends.splice(0)[0]!();
    expect((await doctor()).code).toBe(0);
  });

  it('names a consumer that is gone and one that differs', async () => {
    const stream = jobsStream('weather');
    await broker.manager.consumers.delete(stream, 'predicting_normal');
    await broker.manager.consumers.update(stream, 'reporting_high', { max_ack_pending: 5 });
    mends.push(
      () => broker.manager.consumers.update(stream, 'reporting_high', { max_ack_pending: 10_000 }),
      () => installation.run(['migrate']),
    );
    const { findingsOf } = await doctor();
    expect(findingsOf('topology')).toEqual([
      expect.objectContaining({ what: 'consumer JOBS_weather/predicting_normal is missing' }),
      expect.objectContaining({
        what: 'max_ack_pending of consumer JOBS_weather/reporting_high is 5, not 10000',
        remedy: expect.stringContaining('stop the workers'),
      }),
    ]);
  });

  it('names a missing migration, and one of a newer version', async () => {
    await database.query(`UPDATE weather.migrations SET name = 'Towns' WHERE name = 'Cities'`);
    mends.push(() => database.query(`UPDATE weather.migrations SET name = 'Cities' WHERE name = 'Towns'`));
    const { code, findingsOf } = await doctor();
    expect(code).toBe(3);
    expect(findingsOf('migrations')).toEqual([
      expect.objectContaining({
        severity: 'problem',
        what: 'migration weather/Cities is missing',
        remedy: 'run `kickoff migrate`',
      }),
      expect.objectContaining({ severity: 'warning', what: 'migration weather/Towns is not known to this version' }),
    ]);
  });

  it('names a schedule whose jobs nobody could run, and one that has no rule', async () => {
    for (const [id, type] of [
      ['weather.tidy', 'weather.tidy-up'],
      ['weather.rome', 'weather.report-weather'],
    ]) {
      await database.query(
        `INSERT INTO kickoff.schedules (id, workload, job_type, every_ms, time_zone, overlap, enabled, hash, revision)
         VALUES ($1, 'weather', $2, 60000, 'UTC', 'skip', true, '', 1)`,
        [id, type],
      );
    }
    mends.push(() => database.query('DELETE FROM kickoff.schedules'));
    const { code, findingsOf } = await doctor();
    expect(code).toBe(3);
    expect(findingsOf('schedules')).toEqual([
      expect.objectContaining({ what: expect.stringContaining('weather.rome is enabled but has no rule') }),
      expect.objectContaining({
        what: expect.stringContaining('weather.tidy makes jobs of weather.tidy-up, which no loaded workload declares'),
        remedy: expect.stringContaining('disable the schedule'),
      }),
    ]);
  });

  it('names a type that nobody serves: a problem when jobs of its queue wait', async () => {
    const registered = {
      type: 'weather.count-clouds',
      version: 1,
      summary: '',
      queue: 'predicting',
      priority: 'normal',
      attempts: 1,
      timeoutMs: 1,
    };
    await broker.jetstream.publish('$KV.registry.weather.count-clouds.v1', JSON.stringify(registered));
    mends.push(() => broker.manager.streams.purge('KV_registry', { filter: '$KV.registry.weather.count-clouds.v1' }));
    const idle = await doctor();
    expect(idle.code).toBe(0);
    expect(idle.findingsOf('served-types')).toEqual([
      {
        severity: 'warning',
        what: 'no living worker serves weather.count-clouds',
        where: 'queue weather/predicting',
        remedy: expect.stringContaining('kickoff work --queues weather/predicting'),
      },
    ]);
    await worker.pause('this test');
    mends.push(async () => worker.resume('this test'));
    await new JobClient(broker).enqueue(predictRain, { city: 'oslo' });
    const waiting = await doctor();
    expect(waiting.code).toBe(3);
    expect(waiting.findingsOf('served-types')?.[0]).toMatchObject({
      severity: 'problem',
      what: 'no living worker serves weather.count-clouds; 1 jobs wait',
    });
  });

  it('names a store that is nearly full, and closed enqueueing', async () => {
    const payload = new Uint8Array(900_000);
    await broker.jetstream.publish('broadcast.full', payload);
    await broker.jetstream.publish('$KV.control.admission', '{"retryAfterMs":5000,"reason":"full"}');
    mends.push(() => broker.manager.streams.purge('KV_control', { filter: '$KV.control.admission' }));
    const { code, findingsOf } = await doctor([], { KICKOFF_STORE_BYTES: '1000000' });
    expect(code).toBe(3);
    expect(findingsOf('store')?.[0]).toMatchObject({
      severity: 'problem',
      what: expect.stringMatching(/^the file store is \d+ % full; enqueueing is closed$/),
      remedy: expect.stringContaining('enlarge the store'),
    });
    expect(findingsOf('admission')).toHaveLength(1);
  });

  it('names a package of workloads that cannot be loaded, and looks at the rest', async () => {
    const { code, findingsOf, report } = await doctor(
      [],
      { KICKOFF_WORKLOADS: '@acme/nothing' },
      installation.runApart,
    );
    expect(code).toBe(3);
    expect(findingsOf('workloads')?.[0]).toMatchObject({ where: 'KICKOFF_WORKLOADS' });
    expect(report.checks.find(({ check }) => check === 'topology')?.result).toBe('skipped');
    expect(report.checks.find(({ check }) => check === 'scheduler')?.result).toBe('ok');
  });

  it('says with 4 which server does not answer, or refuses', async () => {
    const nobody = await doctor(['--nats-url', 'nats://127.0.0.1:1']);
    expect(nobody.code).toBe(4);
    expect(nobody.findingsOf('nats')?.[0]?.what).toContain('no NATS server answers');
    const url = new URL(installation.databaseUrl());
    url.pathname = '/not_there';
    const refused = await doctor(['--database-url', url.href]);
    expect(refused.code).toBe(4);
    expect(refused.findingsOf('postgres')?.[0]).toMatchObject({
      what: expect.stringContaining('PostgreSQL refuses'),
      where: 'KICKOFF_DATABASE_URL or --database-url',
    });
  });

  it('names an account without JetStream', async () => {
    const { code, findingsOf } = await doctor(['--nats-url', withoutJetstream().url], {
      KICKOFF_NATS_USER: 'bare',
      KICKOFF_NATS_PASSWORD: 'bare',
    });
    expect(code).toBe(3);
    expect(findingsOf('jetstream')?.[0]?.what).toContain('JetStream is off');
  });

  it('tells people what is wrong, where, and what to do', async () => {
    await database.query(`DELETE FROM weather.migrations`);
    mends.push(() => database.query(`INSERT INTO weather.migrations (name, breaking) VALUES ('Cities', false)`));
    const { code, stdout } = await installation.run(['doctor']);
    expect(code).toBe(3);
    expect(stdout).toContain(
      [
        'problem  migrations',
        '         migration weather/Cities is missing',
        '           where: PostgreSQL, schema weather',
        '           to do: run `kickoff migrate`',
      ].join('\n'),
    );
  });
});

describe('what no test server can be', () => {
  it('is told by what a server says of itself', () => {
    expect(serverFindings({ version: '2.15.1', name: 'n1', jetstream: true })).toEqual([]);
    expect(serverFindings({ version: '2.12.4', name: 'n1', jetstream: false })).toEqual([
      expect.objectContaining({ what: expect.stringContaining('2.12.4 is too old'), where: 'NATS server n1' }),
      expect.objectContaining({ what: 'JetStream is off' }),
    ]);
  });

  it('is a clock that is off', () => {
    expect(clockFindings(-900)).toEqual([]);
    expect(clockFindings(2_500)).toEqual([
      expect.objectContaining({ severity: 'warning', what: expect.stringContaining('2500 ms behind') }),
    ]);
  });
});
