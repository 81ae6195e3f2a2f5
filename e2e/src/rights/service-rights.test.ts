import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApiClient, type ApiClient } from '@kickoff/api-client';
import { PLATFORM_SERVICES, type PlatformService } from '@kickoff/contracts';
import { connectLive, type LiveConnection } from '@kickoff/live-client';
import { until } from '../replay/until.js';
import { platformWithUsers, type PlatformWithUsers } from './platform-with-users.js';

const PATIENCE_MS = 60_000;
const POLL = 'live-scores.poll-live-matches';

let directory: string;
let installation: PlatformWithUsers;
let admin: ApiClient;
let live: LiveConnection;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kickoff-rights-'));
  installation = await platformWithUsers(directory);
  const { api, gateway } = installation.platform.addresses;
  admin = createApiClient({ url: api, key: installation.adminKey });
  live = connectLive({ url: gateway, reconnectJitterMs: 0 });
}, 180_000);

afterAll(async () => {
  live?.close();
  await installation?.stop();
  await rm(directory, { recursive: true, force: true });
}, 60_000);

/** Whatever the server refuses is told at once: what waits for it would come never. */
const patiently = (what: string, isSo: () => boolean | Promise<boolean>) =>
  until(
    async () => {
      expect(await installation.refusals()).toEqual([]);
      return isSo();
    },
    { timeoutMs: PATIENCE_MS, what, everyMs: 100 },
  );

const stateOf = async (id: string) => (await admin.GET('/jobs/{id}', { params: { path: { id } } })).data!.state;
const enqueue = async (delay?: string) => {
  const body = { type: POLL, input: { sport: 'football' }, ...(delay === undefined ? {} : { delay }) };
  return (await admin.POST('/jobs', { body })).data!.jobs[0]!.id;
};

/** The server tells a client that it is refused; what a subject was published to is not answered then. */
async function isAllowed(service: string, [subject, body]: readonly [string, string]): Promise<boolean> {
  const { connection } = await installation.as(service);
  const refused = new Promise<'refused'>((resolve) => {
    void (async () => {
      for await (const status of connection.status())
        if (status.type === 'error' && status.error.message.includes(subject)) resolve('refused');
    })();
  });
  connection.publish(subject, body);
  const flushed = connection.flush().then(() => new Promise((resolve) => setImmediate(resolve)));
  return (await Promise.race([refused, flushed])) !== 'refused';
}

describe('services with a user each', () => {
  it('do all of their work, and are refused nothing', async () => {
    let messages = 0;
    await live.subscribe('live-scores', { onMessage: () => void (messages += 1) }).ready;
    const id = await enqueue();
    await patiently('the poll', async () => (await stateOf(id)) === 'succeeded');
    await patiently('a message of the gateway', () => messages > 0);

    // What is asked for by the api is decided and written by the scheduler.
    const queue = { path: { workload: 'live-scores', queue: 'polling' } };
    await admin.PUT('/queues/{workload}/{queue}/pause', { params: queue, body: { reason: 'test' } });
    await admin.PUT('/queues/{workload}/{queue}/drain', { params: queue, body: { reason: 'test' } });
    await admin.PUT('/queues/{workload}/{queue}/undrain', { params: queue, body: { reason: 'test' } });
    const worker = { path: { id: (await admin.GET('/workers')).data!.items[0]!.id } };
    const told = await admin.POST('/workers/{id}/pause', { params: worker, body: { reason: 'test' } });
    expect(told.data).toMatchObject({ state: 'paused' });
    await admin.POST('/workers/{id}/resume', { params: worker, body: { reason: 'test' } });
    await admin.PUT('/queues/{workload}/{queue}/resume', { params: queue, body: { reason: 'test' } });
    const later = await enqueue('1h');
    const job = { path: { id: later } };
    await admin.POST('/jobs/{id}/reschedule', { params: job, body: { delay: '2h' } });
    await admin.POST('/jobs/{id}/cancel', { params: job, body: { reason: 'test' } });
    await patiently('the cancellation', async () => (await stateOf(later)) === 'cancelled');
    const schedule = { id: 'live-scores.often', type: POLL, input: { sport: 'football' }, every: '1s' };
    await admin.POST('/schedules', { body: schedule });
    const params = { path: { id: schedule.id } };
    await patiently(
      'a firing',
      async () => (await admin.GET('/schedules/{id}/firings', { params })).data!.last !== null,
    );
    await admin.DELETE('/schedules/{id}', { params });
    for (const path of ['/types', '/queues', '/workers', '/pauses', '/overrides', '/marks'] as const)
      await admin.GET(path);
    expect(await installation.refusals()).toEqual([]);
  }, 120_000);

  const FOREIGN: Readonly<Record<string, readonly [subject: string, body: string]>> = {
    'write a job of a team': ['jobs.weather.ready.work.normal.greet.-.x', '{}'],
    'write the event of a team': ['events.weather.greet.job', '[]'],
    'tell subscribers of a team': ['broadcast.weather.everybody', '{}'],
    'write a rule': ['schedules.rule.weather.daily', '{}'],
    'write a cancellation': ['$KV.control.cancel.weather.x', '{}'],
    'write the registry': ['$KV.registry.weather.greet.v1', '{}'],
    'write a document': ['$KV.live.weather', '{}'],
    'take a lease': ['$KV.leases.shard', '{}'],
    'delete a stream': ['$JS.API.STREAM.DELETE.JOBS_weather', ''],
    'change a stream': ['$JS.API.STREAM.UPDATE.JOBS_weather', '{}'],
    'make a stream': ['$JS.API.STREAM.CREATE.x', '{}'],
    'pull jobs of a team': ['$JS.API.CONSUMER.MSG.NEXT.JOBS_weather.work_normal', '1'],
    'acknowledge for a team': ['$JS.ACK.JOBS_weather.work_normal.1.1.1.1.1', '+ACK'],
    'empty the stream of a team': ['$JS.API.STREAM.PURGE.JOBS_weather', '{"filter":"none"}'],
    'delete a dead letter': ['$JS.API.STREAM.MSG.DELETE.DEAD', '{"seq":999999}'],
    'empty the events': ['$JS.API.STREAM.PURGE.EVENTS', '{"filter":"none"}'],
    'answer in another’s name': ['_INBOX.weather.x', '{}'],
  };
  /** What acts for every workload, and no more. */
  const MAY: Readonly<Record<PlatformService | 'weather', readonly string[]>> = {
    api: ['write a job of a team', 'write the event of a team', 'empty the stream of a team', 'delete a dead letter'],
    gateway: ['write a document'],
    poller: [],
    processor: [],
    recorder: [],
    scheduler: [
      'write a job of a team',
      'write the event of a team',
      'tell subscribers of a team',
      'write a rule',
      'write a cancellation',
      'write the registry',
      'take a lease',
      'empty the stream of a team',
      'empty the events',
      'answer in another’s name',
    ],
    weather: [
      'write a job of a team',
      'write the event of a team',
      'tell subscribers of a team',
      'pull jobs of a team',
      'acknowledge for a team',
    ],
  };

  it.each([
    ...PLATFORM_SERVICES.map((service) => [service, `kickoff_${service}`] as const),
    ['weather', 'weather'] as const,
  ])(
    'may do nothing that is not theirs: %s',
    async (who, user) => {
      const allowed: string[] = [];
      for (const [what, message] of Object.entries(FOREIGN)) if (await isAllowed(user, message)) allowed.push(what);
      expect(allowed).toEqual(Object.keys(FOREIGN).filter((what) => MAY[who].includes(what)));
    },
    60_000,
  );

  it('read no inbox but their own', async () => {
    for (const { name, permissions } of installation.users) {
      if (!permissions) continue;
      const others = installation.users
        .flatMap((user) => user.permissions?.subscribe ?? [])
        .filter((subject) => subject.startsWith('_INBOX.') && !permissions.subscribe.includes(subject));
      const { connection } = await installation.as(name);
      for (const subject of ['_INBOX.>', '>', ...new Set(others)]) {
        const outcome = new Promise((resolve) => {
          const listener = connection.subscribe(subject, { callback: (error) => resolve(error ? 'refused' : 'heard') });
          void listener.closed.then(() => resolve('refused'));
        });
        expect([name, subject, await outcome]).toEqual([name, subject, 'refused']);
      }
    }
  }, 60_000);
});
