import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Broker, BucketWriter, handle, JobClient, Worker } from '@kickoff/jobs';
import { completeWords } from '../completion/complete-words.js';
import { COMMANDS } from './index.js';
import { testInstallation } from '../testing/installation.js';
import { predictRain, weather } from '../testing/weather.js';

const cleanUps: (() => Promise<unknown>)[] = [];
// Before the servers' own hooks, and in the order of last things first.
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});
const installation = testInstallation();

describe('on an empty installation', () => {
  it('status says with 3 which migrations are missing', async () => {
    const { code, json } = await installation.run(['status', '--json']);
    expect(code).toBe(3);
    expect(json()).toMatchObject({
      nats: { reachable: true, version: expect.stringMatching(/^2\./) },
      postgres: { reachable: true, missingMigrations: expect.arrayContaining(['kickoff/0001-record']) },
      streams: [],
      queues: [],
      workers: [],
    });
  });

  it('status says with 4 which server does not answer, and tells of the other', async () => {
    const { code, json } = await installation.run(['status', '--json', '--nats-url', 'nats://127.0.0.1:1']);
    expect(code).toBe(4);
    expect(json()).toMatchObject({
      nats: { reachable: false, problem: 'no NATS server answers at nats://127.0.0.1:1' },
      postgres: { reachable: true },
    });
  });

  it('migrate says within its patience who does not answer', async () => {
    const nobody = 'postgres://postgres@127.0.0.1:1/kickoff';
    const { code, stderr } = await installation.runApart(['migrate', '--patience', '1s', '--database-url', nobody]);
    expect(code).toBe(4);
    expect(stderr).toMatch(/PostgreSQL cannot be reached.*ECONNREFUSED[^]*where: KICKOFF_DATABASE_URL/);
  });

  it('migrate makes everything, and then finds nothing new', async () => {
    const first = await installation.run(['migrate', '--json']);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.json()).toMatchObject({ applied: expect.arrayContaining(['kickoff/0001-record', 'weather/Cities']) });
    const again = await installation.run(['migrate']);
    expect(again.stdout).toMatch(/^nothing new; \d+ migrations were there\n/);
    expect(await installation.run(['status'])).toMatchObject({ code: 0 });
  });
});

describe('with a worker and jobs', () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));

  beforeAll(async () => {
    const servers = installation.natsUrl();
    const broker = await Broker.connect({ servers, name: 'test' });
    cleanUps.push(() => broker.close());
    const writer = new BucketWriter({ broker, everyMs: 50 });
    writer.start();
    cleanUps.push(() => writer.stop());
    const worker = new Worker({
      connection: { servers, name: 'test' },
      name: 'forecaster',
      workload: weather,
      queues: [{ name: 'predicting', slots: 1 }],
      handlers: [handle(predictRain, () => released.then(() => ({ rain: false })))],
    });
    const started = new Promise((resolve) => worker.once('started', resolve));
    await worker.start();
    cleanUps.push(
      () => worker.stop({ graceMs: 0 }),
      async () => release(),
    );
    const jobs = new JobClient(broker);
    await jobs.enqueueMany(
      predictRain,
      ['lisbon', 'oslo', 'rome'].map((city) => ({ city })),
    );
    await started;
    await jobs.pause({ queue: 'weather/reporting' }, { reason: 'the API is down', by: 'operator' });
    // Written by now: the scheduler's part answers in the order in which it was asked.
    await writer.runOnce();
  });

  it('queues shows what waits, what runs and what is paused', async () => {
    const { code, json } = await installation.run(['queues', '--workload', 'weather', '--json']);
    expect(code).toBe(0);
    expect(json()).toEqual([
      {
        workload: 'weather',
        queue: 'predicting',
        waiting: expect.any(Number),
        running: expect.any(Number),
        priorities: [expect.objectContaining({ priority: 'normal' })],
      },
      {
        workload: 'weather',
        queue: 'reporting',
        waiting: 0,
        running: 0,
        priorities: [
          { priority: 'high', waiting: 0, running: 0 },
          { priority: 'normal', waiting: 0, running: 0 },
        ],
        paused: { paused: true, reason: 'the API is down', by: 'operator', at: expect.any(Number) },
      },
    ]);
    const [{ waiting, running }] = json() as [{ waiting: number; running: number }];
    expect(waiting + running).toBe(3);
    expect(running).toBeGreaterThanOrEqual(1);
    const { stdout } = await installation.run(['queues']);
    expect(stdout).toMatch(/^weather\/reporting +0 +0 +high:0 normal:0 +paused by operator: the API is down$/m);
  });

  it('queues names the workloads that there are', async () => {
    const { code, stderr } = await installation.run(['queues', '--workload', 'whether']);
    expect(code).toBe(5);
    expect(stderr).toContain('there are kickoff, weather');
  });

  it('types list and types show tell what a worker announced', async () => {
    const list = await installation.run(['types', 'list', '--json']);
    expect(list.json()).toEqual([
      {
        type: 'weather.predict-rain',
        version: 1,
        queue: 'predicting',
        knownAs: ['predict_rain'],
        workers: 1,
        summary: 'Says whether it will rain.',
      },
    ]);
    const show = await installation.run(['types', 'show', 'weather.predict-rain', '--json']);
    expect(show.json()).toMatchObject({
      versions: [1],
      workers: ['forecaster'],
      input: { type: 'object', required: ['city'] },
    });
    const text = await installation.run(['types', 'show', 'predict_rain']);
    expect(text.stdout).toMatch(/^queue +predicting, priority normal$/m);
  });

  it('types show suggests the nearest name', async () => {
    const { code, stderr } = await installation.run(['types', 'show', 'weather.predict-rian']);
    expect(code).toBe(5);
    expect(stderr).toContain('did you mean weather.predict-rain?');
  });

  it('workers list shows who lives', async () => {
    const { json } = await installation.run(['workers', 'list', '--json']);
    expect(json()).toEqual([
      expect.objectContaining({ name: 'forecaster', workload: 'weather', queues: [{ name: 'predicting', slots: 1 }] }),
    ]);
  });

  it('workers ping hears it, and says with 3 when it does not', async () => {
    const { code, json } = await installation.run(['workers', 'ping', '--timeout', '30s', '--json']);
    expect(code).toBe(0);
    expect(json()).toEqual([{ name: 'forecaster', workload: 'weather', answeredMs: expect.any(Number) }]);
    const hasty = await installation.run(['workers', 'ping', '--timeout', '0s']);
    expect(hasty.code).toBe(3);
    expect(hasty.stdout).toContain('silent');
  });

  it('workers ping knows no stranger', async () => {
    const { code } = await installation.run(['workers', 'ping', 'nobody']);
    expect(code).toBe(5);
  });

  it.each([
    [['types', 'show', ''], ['weather.predict-rain']],
    [
      ['queues', '--workload', ''],
      ['kickoff', 'weather'],
    ],
  ])('completes %j out of the registry', async (words, offered) => {
    const written = jest.spyOn(console, 'log').mockImplementation(() => {});
    await completeWords(words, COMMANDS, installation.env(), 60_000);
    const lines = written.mock.calls.map(([line]) => String(line).trim());
    written.mockRestore();
    // The last line tells the shell what to do with the others.
    expect(lines.slice(0, -1)).toEqual(offered);
  });
});
