import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApiClient, type ApiClient } from '@kickoff/api-client';
import type { LiveMessage } from '@kickoff/contracts';
import { Platform } from '@kickoff/embedded';
import { connectLive, type LiveConnection } from '@kickoff/live-client';
import { SignJWT } from 'jose';
import { until } from '../replay/until.js';
import { Team } from './team.js';

/** Nobody here restarts or rebuilds a service: all of them run before the workload `notes` is even scaffolded. */

const ADMIN_KEY = `kk_${'t'.repeat(43)}`;
const TOKEN_SECRET = 'a secret for tests that is long enough';
const TYPE = 'notes.write-line';
const PATIENCE_MS = 60_000;

let directory: string;
let platform: Platform;
let team: Team;
let admin: ApiClient;
let pids: (number | undefined)[];
const connections: LiveConnection[] = [];

const services = ['api', 'gateway', 'recorder', 'scheduler'] as const;
const patiently = (what: string, isSo: () => boolean | Promise<boolean>) =>
  until(isSo, { timeoutMs: PATIENCE_MS, what, everyMs: 100 });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kickoff-teams-'));
  platform = await Platform.start({
    directory,
    durability: 'fast',
    services,
    processes: 'one',
    environment: (service, { simulator }) => ({
      LIVE_SCORES_SCHEDULES: 'off',
      LIVE_SCORES_SPORTS: 'football',
      LIVE_SCORES_FOOTBALL_URL: `${simulator}/football`,
      ...(service === 'api' ? { KICKOFF_API_ADMIN_KEY: ADMIN_KEY } : {}),
      ...(service === 'gateway' ? { KICKOFF_LIVE_TOKEN_SECRET: TOKEN_SECRET } : {}),
    }),
  });
  pids = services.map((name) => platform.service(name).pid);
  const { nats, postgres, api } = platform.addresses;
  admin = createApiClient({ url: api, key: ADMIN_KEY });
  team = await Team.start('notes', { KICKOFF_NATS_URL: nats });
  await team.kickoff(['migrate', '--workloads', team.packageName], { KICKOFF_DATABASE_URL: postgres });
  await team.work();
  await patiently('the type', async () => (await admin.GET('/types')).data!.items.some(({ type }) => type === TYPE));
}, 240_000);

afterAll(async () => {
  for (const connection of connections) connection.close();
  await team?.stop();
  await platform?.stop();
  await rm(directory, { recursive: true, force: true });
}, 60_000);

/** Subscribes when the gateway has heard of the channel, and keeps what comes. */
async function subscribe(channel: string, token?: string): Promise<LiveMessage[]> {
  const connection = connectLive({ url: platform.addresses.gateway, reconnectJitterMs: 0, token });
  connections.push(connection);
  const messages: LiveMessage[] = [];
  await connection.subscribe(channel, { onMessage: (message: LiveMessage) => void messages.push(message) }).ready;
  return messages;
}

const enqueue = (client: ApiClient, name: string) =>
  client.POST('/jobs', { body: { type: TYPE, input: { name } } }).then(({ data }) => data!.jobs[0]!.id);
const stateOf = async (id: string) => (await admin.GET('/jobs/{id}', { params: { path: { id } } })).data!.state;
const succeeds = (id: string) => patiently(`job ${id}`, async () => (await stateOf(id)) === 'succeeded');

describe('a workload made outside the repository while the platform runs', () => {
  it('has types that are shown, checked by path and suggested', async () => {
    const { data } = await admin.GET('/types/{type}', { params: { path: { type: TYPE } } });
    expect(data).toMatchObject({ workload: 'notes', queue: 'writing', input: { required: ['name'] } });
    await expect(admin.POST('/jobs', { body: { type: TYPE, input: { name: '' } } })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      problem: { issues: [{ path: 'body.input.name' }] },
    });
    await expect(admin.POST('/jobs', { body: { type: 'notes.write-lin', input: {} } })).rejects.toMatchObject({
      code: 'UNKNOWN_JOB_TYPE',
      message: expect.stringContaining(TYPE),
    });
    expect(await team.kickoff(['types', 'list'])).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: TYPE, workers: 1 })]),
    );
    await succeeds(await enqueue(admin, 'Ada'));
  });

  it('has a queue that is shown, paused and resumed', async () => {
    const params = { path: { workload: 'notes', queue: 'writing' } };
    const queue = async () => (await admin.GET('/queues')).data!.items.find(({ workload }) => workload === 'notes');
    expect(await queue()).toMatchObject({ name: 'writing', workers: [expect.any(String)], pause: null });
    await admin.PUT('/queues/{workload}/{queue}/pause', { params, body: { reason: 'a test' } });
    const id = await enqueue(admin, 'Bob');
    await patiently('the pause', async () => (await queue())!.pause !== null);
    expect(await team.kickoff(['queues', '--workload', 'notes'])).toMatchObject([
      { queue: 'writing', paused: { reason: 'a test' } },
    ]);
    expect(['queued', 'scheduled']).toContain(await stateOf(id));
    await admin.PUT('/queues/{workload}/{queue}/resume', { params, body: { reason: 'over' } });
    await succeeds(id);
  });

  it('has schedules that are made at run time and fire', async () => {
    const body = { id: 'notes.often', type: TYPE, input: { name: 'clock' }, every: '1s' };
    await admin.POST('/schedules', { body });
    const params = { path: { id: body.id } };
    await patiently('a firing', async () => {
      const { data } = await admin.GET('/schedules/{id}/firings', { params });
      return data!.last !== null;
    });
    await patiently('its job', async () => {
      const { data } = await admin.GET('/jobs', { params: { query: { type: [TYPE], state: ['succeeded'] } } });
      return data!.items.length > 2;
    });
    await admin.DELETE('/schedules/{id}', { params });
  });

  it('has channels that anybody or nobody may listen to, as it declares', async () => {
    const messages = await subscribe('notes/boards/kitchen');
    await expect(subscribe('notes/drafts/kitchen')).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    const token = await new SignJWT({ channels: ['notes'] })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(TOKEN_SECRET));
    const drafts = await subscribe('notes/drafts/kitchen', token);
    await succeeds(await enqueue(admin, 'kitchen'));
    await patiently('the messages', () => messages.length > 0 && drafts.length > 0);
    expect([messages[0], drafts[0]]).toMatchObject([
      { channel: 'notes/boards/kitchen', type: 'line' },
      { channel: 'notes/drafts/kitchen', type: 'line' },
    ]);
  });

  it('has publishers of its own, and those of others may not', async () => {
    const keyOf = async (workload: string) => {
      const body = { name: workload, role: 'publisher' as const, workloads: [workload] };
      return (await admin.POST('/keys', { body })).data!.key!;
    };
    const [own, other] = await Promise.all([keyOf('notes'), keyOf('live-scores')]);
    await succeeds(await enqueue(createApiClient({ url: platform.addresses.api, key: own }), 'own'));
    await expect(enqueue(createApiClient({ url: platform.addresses.api, key: other }), 'other')).rejects.toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
  });

  it('is in nobody’s way when its worker goes, and no service was started anew', async () => {
    await team.stop();
    const { path } = { path: { type: TYPE } };
    await patiently('the worker’s end', async () => {
      const { data } = await admin.GET('/types/{type}', { params: { path } });
      return data!.workers.length === 0;
    });
    expect(services.map((name) => platform.service(name).pid)).toEqual(pids);
  });
});
