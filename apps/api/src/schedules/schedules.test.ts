import { beforeAll, describe, expect, it } from '@jest/globals';
import { defineJob, defineSchedule, defineWorkload } from '@kickoff/contracts';
import { RuleWriter, ScheduleStore, ScheduleSync } from '@kickoff/database';
import { handle } from '@kickoff/jobs';
import { z } from 'zod';
import { apiForTest } from '../testing/api-for-test.js';
import { backstageForTest } from '../testing/backstage-for-test.js';

const lookUp = defineJob({
  type: 'weather.look-up',
  summary: 'Looks at the sky of a city.',
  queue: 'looking',
  input: z.object({ city: z.string().min(2) }),
});
const weather = defineWorkload({
  name: 'weather',
  summary: 'Looks at the sky.',
  contracts: [lookUp],
  queues: { looking: { service: 'external' } },
});
/** Of a team whose workload the api has not loaded. */
const bake = defineJob({
  type: 'kitchen.bake-bread',
  summary: 'Bakes.',
  queue: 'working',
  input: z.object({ loaves: z.int() }),
});
const wash = defineJob({
  type: 'kitchen.wash-plate',
  summary: 'Washes.',
  queue: 'working',
  input: z.object({ plate: z.string() }),
  unique: { by: ({ plate }) => plate },
});
const kitchen = defineWorkload({
  name: 'kitchen',
  summary: 'Cooks.',
  contracts: [bake, wash],
  queues: { working: { service: 'external' } },
});
const declared = defineSchedule('weather', { name: 'every-hour', job: lookUp, every: '1h', input: { city: 'Oslo' } });

const api = apiForTest({ workload: weather });
const backstage = backstageForTest(api, [weather, kitchen]);
let sync: ScheduleSync;

beforeAll(async () => {
  const store = new ScheduleStore(api.dataSource);
  const rules = new RuleWriter(backstage.broker);
  sync = new ScheduleSync({ store, rules, workloads: ['weather'], definitions: [declared] });
  await sync.runOnce();
});

const at = (name: string) => ({ path: { id: `weather.${name}` } });
const create = (name: string, more: object = { cron: '30 3 * * *', timeZone: 'Europe/Oslo' }) =>
  api.client().POST('/schedules', {
    body: { id: `weather.${name}`, type: 'weather.look-up', input: { city: 'Rome' }, ...more },
  });

describe('schedules', () => {
  it('of the code are listed, edited, disabled and reset, and not deleted', async () => {
    const admin = api.client();
    const params = at('every-hour');
    expect((await admin.GET('/schedules/{id}', { params })).data).toMatchObject({
      type: 'weather.look-up',
      input: { city: 'Oslo' },
      everyMs: 3_600_000,
      enabled: true,
      isEdited: false,
      createdBy: null,
    });
    const { data: edited } = await admin.PUT('/schedules/{id}', { params, body: { every: '2h' } });
    expect(edited).toMatchObject({ everyMs: 7_200_000, isEdited: true, revision: 2 });
    await admin.PUT('/schedules/{id}/disable', { params });
    expect((await admin.GET('/schedules/{id}/firings', { params })).data!.next).toEqual([]);
    expect(await sync.runOnce()).toMatchObject({ removed: 1 });
    const { data: reset } = await admin.PUT('/schedules/{id}/reset', { params });
    expect(reset).toMatchObject({ everyMs: 3_600_000, enabled: true, isEdited: false });
    const deleted = admin.DELETE('/schedules/{id}', { params });
    await expect(deleted).rejects.toMatchObject({ status: 409, code: 'SCHEDULE_DECLARED' });
  });

  it('are made at run time, stay when the code is read again, and are deleted', async () => {
    const admin = api.client();
    await sync.runOnce();
    const { data } = await create('at-night');
    expect(data).toMatchObject({ id: 'weather.at-night', cron: '30 3 * * *', createdBy: 'first admin' });
    await expect(create('at-night')).rejects.toMatchObject({ status: 409, code: 'NAME_TAKEN' });
    await new ScheduleStore(api.dataSource).sync(['weather'], [declared]);
    expect(await sync.runOnce()).toMatchObject({ written: 1 });
    const list = (await admin.GET('/schedules')).data!.items.map(({ id }) => id);
    expect(list).toEqual(['weather.at-night', 'weather.every-hour']);
    await admin.DELETE('/schedules/{id}', { params: at('at-night') });
    expect(await sync.runOnce()).toMatchObject({ removed: 1 });
    await expect(admin.GET('/schedules/{id}', { params: at('at-night') })).rejects.toMatchObject({ status: 404 });
    expect((await create('at-night')).data).toMatchObject({ enabled: true, isEdited: false });
  });

  it('are made for types that are announced and not loaded, unless only their code can make the key', async () => {
    await backstage.serve(kitchen, [handle(bake, () => {}), handle(wash, () => {})]);
    const make = (name: string, type: string, input: object) =>
      api.client().POST('/schedules', { body: { id: `kitchen.${name}`, type, input, every: '1h' } });
    expect((await make('hourly', 'kitchen.bake-bread', { loaves: 2 })).data).toMatchObject({ workload: 'kitchen' });
    const params = { path: { id: 'kitchen.hourly' } };
    const { data } = await api.client().POST('/schedules/{id}/trigger', { params });
    expect(data).toMatchObject({ duplicate: false });
    await expect(make('wrong', 'kitchen.bake-bread', { loaves: 'two' })).rejects.toMatchObject({
      problem: { issues: [{ path: 'body.input.loaves', message: 'must be integer' }] },
    });
    await expect(make('keyed', 'kitchen.wash-plate', { plate: 'a' })).rejects.toThrow('has a key that only its code');
  });

  it('say when they fire next', async () => {
    await create('by-day', { cron: '30 3 * * *', timeZone: 'Asia/Tokyo' });
    const { data } = await api.client().GET('/schedules/{id}/firings', { params: at('by-day') });
    expect(data!.next).toHaveLength(10);
    // Half past three in Tokyo, which has no summer time.
    for (const time of data!.next) expect(time).toMatch(/T18:30:00\.000Z$/);
    const days = data!.next.map((time) => Date.parse(time) / 86_400_000);
    for (const [index, day] of days.slice(1).entries()) expect(day - days[index]!).toBe(1);
  });

  it('enqueue their job when they are triggered', async () => {
    const id = (await create('by-hand', { every: '1d', enabled: false })).data!.id;
    const params = { path: { id }, header: { 'Idempotency-Key': 'press' } };
    const { data } = await api.client().POST('/schedules/{id}/trigger', { params });
    expect(data!.duplicate).toBe(false);
    expect((await api.client().POST('/schedules/{id}/trigger', { params })).data).toEqual(data);
    const job = (await api.client().GET('/jobs/{id}', { params: { path: { id: data!.id } } })).data;
    expect(job).toMatchObject({ type: 'weather.look-up', state: 'queued', input: { city: 'Rome' } });
  });

  it('name the place of what is wrong', async () => {
    const wrong = async (more: object) => {
      const error = await create('wrong', more).catch((thrown: unknown) => thrown);
      return (error as { problem: { issues?: unknown[]; detail: string } }).problem;
    };
    expect(await wrong({ cron: '30 25 * * *' })).toMatchObject({
      issues: [{ path: 'body.cron', message: expect.stringContaining('field 2 (hour) of "30 25 * * *": "25"') }],
    });
    expect(await wrong({ cron: '0 3 * * *', timeZone: 'Europe/Rom' })).toMatchObject({
      issues: [{ path: 'body.timeZone', message: expect.stringContaining('got "Europe/Rom"') }],
    });
    expect(await wrong({ every: '1500ms' })).toMatchObject({ issues: [{ path: 'body.every' }] });
    expect(await wrong({})).toMatchObject({ issues: [{ path: 'body.cron' }] });
    expect(await wrong({ every: '1d', input: { city: 'R' } })).toMatchObject({ issues: [{ path: 'body.input.city' }] });
    expect(await wrong({ every: '1d', type: 'weather.look-upp' })).toMatchObject({ code: 'UNKNOWN_JOB_TYPE' });
    expect(await wrong({ every: '1d', id: 'kitchen.wrong' })).toMatchObject({ issues: [{ path: 'body.id' }] });
    const edit = api.client().PUT('/schedules/{id}', { params: at('every-hour'), body: { cron: '* * 32 * *' } });
    await expect(edit).rejects.toMatchObject({ problem: { issues: [{ path: 'body.cron' }] } });
  });

  it('are not changed by those who saw them otherwise, and show their input to those who may see it', async () => {
    const { response } = await api.client().GET('/schedules/{id}', { params: at('every-hour') });
    const params = { ...at('every-hour'), header: { 'If-Match': response.headers.get('etag')! } };
    await api.client().PUT('/schedules/{id}', { params, body: { every: '3h' } });
    const stale = api.client().PUT('/schedules/{id}', { params, body: { every: '4h' } });
    await expect(stale).rejects.toMatchObject({ status: 412 });
    const viewer = api.client(await api.key({ role: 'viewer' }));
    expect((await viewer.GET('/schedules/{id}', { params: at('every-hour') })).data).not.toHaveProperty('input');
  });
});
