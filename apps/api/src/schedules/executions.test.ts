import { beforeAll, describe, expect, it } from '@jest/globals';
import { defineJob, defineWorkload, type JobEvent } from '@kickoff/contracts';
import { FailingSchedules, foldEvents, ScheduleHistory, ScheduleStore } from '@kickoff/database';
import { tickJobId } from '@kickoff/jobs';
import { z } from 'zod';
import { apiForTest } from '../testing/api-for-test.js';
import { backstageForTest } from '../testing/backstage-for-test.js';

const lookUp = defineJob({
  type: 'weather.look-up',
  summary: 'Looks at the sky of a city.',
  queue: 'looking',
  input: z.object({ city: z.string() }),
});
const weather = defineWorkload({
  name: 'weather',
  summary: 'Looks at the sky.',
  contracts: [lookUp],
  queues: { looking: { service: 'external' } },
});

const api = apiForTest({ workload: weather });
backstageForTest(api, [weather]);

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number): number => Math.floor(Date.now() / HOUR_MS) * HOUR_MS - hours * HOUR_MS;
const iso = (ms: number): string => new Date(ms).toISOString();

/** What a run of one firing's job tells the record. */
function ran(schedule: string, tickMs: number, end: Partial<JobEvent>): JobEvent {
  const at = tickMs + 2_000;
  return {
    id: tickJobId(schedule, tickMs),
    type: lookUp.type,
    revision: 1,
    delivery: 1,
    state: 'succeeded',
    at,
    queue: 'looking',
    priority: 'normal',
    key: '-',
    attempt: 1,
    run: { worker: 'w', startedAt: tickMs + 1_000, endedAt: at, outcome: 'succeeded' },
    envelope: { input: { city: 'Oslo' }, tags: [`schedule:${schedule}`], enqueuedAt: tickMs, version: 1 },
    ...end,
  } as JobEvent;
}

const dead = {
  state: 'dead',
  revision: 2,
  delivery: 0,
  error: { code: 'NO_SKY', name: 'NoSky', message: 'there is none' },
} as const;

async function create(name: string, more: object = {}): Promise<string> {
  const id = `weather.${name}`;
  await api.client().POST('/schedules', {
    body: { id, type: lookUp.type, input: { city: 'Oslo' }, every: '1h', ...more },
  });
  return id;
}

const path = (id: string) => ({ params: { path: { id } } });

describe('a backfill', () => {
  let id: string;
  beforeAll(async () => {
    id = await create('filled', { enabled: false });
  });
  const backfill = async (more: object) =>
    (
      await api.client().POST('/schedules/{id}/backfill', {
        ...path(id),
        body: { from: iso(hoursAgo(5)), to: iso(hoursAgo(1)), every: '0s', ...more },
      })
    ).data!;

  it('counts without enqueueing, enqueues each firing once, and goes on where its limit ended', async () => {
    const counts = { firings: 4, known: 0, skipped: 0, first: iso(hoursAgo(5)), last: iso(hoursAgo(2)), next: null };
    expect(await backfill({ dryRun: true })).toEqual({ ...counts, enqueued: 0 });
    const job = api.client().GET('/jobs/{id}', path(tickJobId(id, hoursAgo(5))));
    await expect(job).rejects.toMatchObject({ status: 404 });
    const first = await backfill({ limit: 3 });
    expect(first).toEqual({ ...counts, firings: 3, enqueued: 3, last: iso(hoursAgo(3)), next: iso(hoursAgo(2)) });
    expect(await backfill({})).toEqual({ ...counts, enqueued: 1, skipped: 3 });
  });

  it('leaves out firings whose job the record knows', async () => {
    await foldEvents(api.dataSource, [ran(id, hoursAgo(9), {})]);
    expect(await backfill({ from: iso(hoursAgo(10)), to: iso(hoursAgo(8)) })).toMatchObject({
      firings: 2,
      known: 1,
      enqueued: 1,
    });
  });

  it('spaces starts, keeps to one unfinished job if asked, and refuses a range that is none', async () => {
    const spaced = await create('spaced');
    const body = { from: iso(hoursAgo(3)), to: iso(hoursAgo(1)), every: '1h' } as const;
    await api.client().POST('/schedules/{id}/backfill', { ...path(spaced), body });
    const job = async () => (await api.client().GET('/jobs/{id}', path(tickJobId(spaced, hoursAgo(2))))).data;
    let data: Awaited<ReturnType<typeof job>>;
    while (!(data = await job().catch(() => undefined)));
    expect(data).toMatchObject({ state: 'scheduled', tags: [`schedule:${spaced}`] });
    expect(Date.parse(data.runAt!) - Date.now()).toBeGreaterThan(HOUR_MS / 2);
    const single = await create('single');
    const one = await api
      .client()
      .POST('/schedules/{id}/backfill', { ...path(single), body: { ...body, overlap: 'skip' } });
    expect(one.data).toMatchObject({ firings: 2, enqueued: 1, skipped: 1 });
    await expect(backfill({ from: iso(hoursAgo(0)), to: iso(hoursAgo(1)) })).rejects.toMatchObject({
      problem: { issues: [{ path: 'body.from' }] },
    });
  });
});

describe('executions and the overview', () => {
  it('tell what became of the jobs of a schedule', async () => {
    const id = await create('told');
    const ticks = [4, 3, 2].map(hoursAgo) as [number, number, number];
    await foldEvents(api.dataSource, [
      ran(id, ticks[0], {}),
      ran(id, ticks[1], { attempt: 3, ...dead }),
      ran(id, ticks[2], {}),
    ]);
    const list = async (cursor?: string) =>
      (
        await api.client().GET('/schedules/{id}/executions', {
          params: { path: { id }, query: { limit: 2, ...(cursor && { cursor }) } },
        })
      ).data!;
    const page = await list();
    expect(page.items).toMatchObject([
      { tick: iso(ticks[2]), state: 'succeeded', durationMs: 1_000, attempt: 1, error: null },
      { tick: iso(ticks[1]), state: 'dead', attempt: 3, error: { code: 'NO_SKY' } },
    ]);
    expect(await list(page.next!)).toMatchObject({ items: [{ tick: iso(ticks[0]) }], next: null });
    const { data } = await api.client().GET('/schedules/overview', { params: { query: { window: '1d' } } });
    expect(data!.items.find((item) => item.id === id)).toMatchObject({
      type: lookUp.type,
      enabled: true,
      jobs: 3,
      succeeded: 2,
      dead: 1,
      running: 0,
      successRate: 2 / 3,
      averageMs: 1_000,
      last: { id: tickJobId(id, ticks[2]), state: 'succeeded' },
    });
  });
});

describe('a schedule whose jobs die', () => {
  it('is disabled after as many in a row as it says, and counts anew when it is enabled', async () => {
    const id = await create('dying', { pauseAfterFailures: 2 });
    const loop = new FailingSchedules({
      store: new ScheduleStore(api.dataSource),
      history: new ScheduleHistory(api.dataSource),
    });
    // What it made comes after its last change.
    const change = (at: string) =>
      api.dataSource.query('UPDATE kickoff.schedules SET updated_at = $2 WHERE id = $1', [id, at]);
    await change(iso(hoursAgo(6)));
    await foldEvents(api.dataSource, [
      ran(id, hoursAgo(5), dead),
      ran(id, hoursAgo(4), {}),
      ran(id, hoursAgo(3), dead),
    ]);
    expect(await loop.runOnce()).toEqual({ disabled: 0 });
    await foldEvents(api.dataSource, [ran(id, hoursAgo(2), dead)]);
    expect(await loop.runOnce()).toEqual({ disabled: 1 });
    const shown = async () => (await api.client().GET('/schedules/{id}', path(id))).data!;
    expect(await shown()).toMatchObject({ enabled: false, disabledReason: 'its last 2 jobs died' });
    await api.client().PUT('/schedules/{id}/enable', path(id));
    expect(await loop.runOnce()).toEqual({ disabled: 0 });
    expect(await shown()).toMatchObject({ enabled: true, disabledReason: null });
  });
});
