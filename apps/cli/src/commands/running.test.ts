import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { announceSubject, type WorkerAnnouncement } from '@kickoff/contracts';
import { Broker, JobClient } from '@kickoff/jobs';
import { testInstallation } from '../testing/installation.js';
import { kickoff } from '../testing/kickoff-process.js';
import { RunningKickoff } from '../testing/running-kickoff.js';
import { predictRain, reportWeather } from '../testing/weather.js';

let broker: Broker;
// Before the servers' own hooks.
afterAll(() => broker.close());
const installation = testInstallation();
const running: RunningKickoff[] = [];
afterEach(async () => {
  for (const process of running.splice(0)) await process.stop();
});

function start(
  words: readonly string[],
  env: Record<string, string> = {},
  cwd = installation.folder(),
): RunningKickoff {
  const process = new RunningKickoff(words, { env: { ...installation.env(), ...env }, cwd });
  running.push(process);
  return process;
}

beforeAll(async () => {
  expect(await installation.run(['migrate'])).toMatchObject({ code: 0 });
  broker = await Broker.connect({ servers: installation.natsUrl(), name: 'test' });
});

describe('kickoff work', () => {
  it('runs the chosen queues of the package in this folder, with so many slots, and stops in order', async () => {
    const heard = broker.connection.subscribe(announceSubject('weather', 'worker'), { max: 1 });
    const worker = start(['work', '--workload', '.', '--queues', 'predicting', '--slots', '2'], {
      KICKOFF_WORKLOADS: '',
    });
    for await (const message of heard) {
      expect(message.json<WorkerAnnouncement>().queues).toEqual([{ name: 'predicting', slots: 2 }]);
    }
    const jobs = new JobClient<never>(broker);
    expect(await jobs.run(predictRain, { city: 'oslo' }, { timeout: '30s' })).toEqual({ rain: false });
    await worker.until(/predicted oslo/);
    expect(await worker.stop()).toBe(0);
  });

  it('runs every queue of KICKOFF_WORKLOADS without being told, also without PostgreSQL', async () => {
    const worker = start(['work'], { KICKOFF_DATABASE_URL: '' });
    const jobs = new JobClient<never>(broker);
    await jobs.run(reportWeather, { city: 'rome' }, { timeout: '30s' });
    await jobs.run(predictRain, { city: 'rome' }, { timeout: '30s' });
    await worker.until(/reported rome[^]*predicted rome/);
  });

  it.each([
    [['work', '--queues', 'reportin'], 'reportin is no queue; did you mean reporting?'],
    [['work', '--workload', '/'], '/ has no package.json with a name'],
    [['work', '--workload', '@acme/nothing'], 'names @acme/nothing, which is not installed here'],
  ])('refuses %j with 2', async (words, what) => {
    const { code, stderr } = await installation.runApart(words);
    expect(code).toBe(2);
    expect(stderr).toContain(what);
  });
});

describe('kickoff up', () => {
  it('migrates, runs every service, and the api answers', async () => {
    const up = start(['up', '--api-port', '0', '--gateway-port', '0', '--health-port', '0']);
    await up.until(/kickoff is up: scheduler, poller, processor, recorder, gateway, api/);
    expect(up.output).toContain('migrated: nothing new');
    const [, port] = await up.until(/"service":"api"[^\n]*"port":(\d+)/);
    expect((await fetch(`http://127.0.0.1:${port}/api/v1/status`)).status).toBe(200);
    // The poller serves it, whose workload is this folder's package.
    await new JobClient<never>(broker).run(reportWeather, { city: 'lima' }, { timeout: '30s' });
    await up.until(/reported lima/);
    expect(await up.stop()).toBe(0);
  });

  it('runs the services that are named, and tells in one line which cannot start', async () => {
    const some = start(['up', '--services', 'recorder', '--skip-migrate', '--health-port', '0']);
    await some.until(/kickoff is up: recorder\n/);
    expect(some.output).not.toMatch(/"service":"(?!recorder)/);
    const { code, stderr } = await installation.runApart(['up', '--services', 'poller', '--skip-migrate'], {
      env: { KICKOFF_SLOTS: 'many' },
    });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'poller cannot start: KICKOFF_SLOTS must be a whole number from 1 to 10000, got "many"\n',
    });
    expect(await installation.runApart(['up', '--services', 'pooler'])).toMatchObject({ code: 2 });
  });
});

describe('kickoff bench', () => {
  it('hands its words on to the benchmark program', async () => {
    const { code, stderr } = await kickoff(['bench', 'nothing', '--rounds', '1']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^no suite is called nothing; there are jobs[^]*where: nothing --rounds 1/);
    expect((await kickoff(['bench', '--help'])).stdout).toContain('kickoff bench jobs');
  });
});
