import { beforeAll, describe, expect, it } from '@jest/globals';
import { defineJob, defineWorkload, Unrecoverable } from '@kickoff/contracts';
import { handle } from '@kickoff/jobs';
import { z } from 'zod';
import { apiForTest } from '../testing/api-for-test.js';
import { backstageForTest } from '../testing/backstage-for-test.js';

const Input = z.object({ team: z.int(), cause: z.string() });
const sync = defineJob({ type: 'weather.sync-team', summary: 'Syncs.', queue: 'work', input: Input, attempts: 1 });
const other = defineJob({ type: 'weather.tell-team', summary: 'Tells.', queue: 'work', input: Input, attempts: 1 });
const workload = defineWorkload({
  name: 'weather',
  summary: 'Looks at the sky.',
  contracts: [sync, other],
  queues: { work: { service: 'external' } },
});

const api = apiForTest({ workload });
const backstage = backstageForTest(api, [workload]);
const ill = new Set<string>();
const runs: number[] = [];

beforeAll(async () => {
  const run = ({ team, cause }: z.infer<typeof Input>) => {
    runs.push(team);
    if (ill.has(cause)) throw new Unrecoverable(`${cause}: no team ${team} in "group ${team}"`);
    return { team };
  };
  await backstage.serve(workload, [handle(sync, run), handle(other, run)]);
});

let teams = 0;

/** Jobs that died of a cause. */
async function dead(cause: string, count = 1, type = sync.type): Promise<string[]> {
  ill.add(cause);
  const jobs = Array.from({ length: count }, () => ({ type, input: { team: (teams += 1), cause } }));
  const { data } = await api.client().POST('/jobs', { body: { jobs } });
  const ids = data!.jobs.map(({ id }) => id);
  for (const id of ids) await reached(id, 'dead');
  return ids;
}

async function reached(id: string, state: string): Promise<void> {
  for (;;) {
    const { data } = await api.client().GET('/jobs/{id}', { params: { path: { id } } });
    if (data!.state === state) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const letter = async (id: string, key?: string) =>
  (await api.client(key).GET('/dead-letters/{id}', { params: { path: { id } } })).data!;
const list = async (query: object) => (await api.client().GET('/dead-letters', { params: { query } })).data!.items;
const groupOf = async (cause: string) =>
  (await api.client().GET('/dead-letters/groups', { params: { query: { error: cause } } })).data!.items;
const runsOf = (of: number[]) => runs.filter((team) => of.includes(team)).length;

describe('dead letters', () => {
  it('are found by what they are and by their error, page by page', async () => {
    const ids = (await dead('alpha', 3)).toReversed();
    const [told] = await dead('alpha', 1, other.type);
    expect((await list({ error: 'ALPHA', type: [sync.type] })).map(({ id }) => id)).toEqual(ids);
    expect((await list({ error: 'alpha', type: [other.type], queue: ['weather/work'] }))[0]).toMatchObject({
      id: told,
    });
    expect(await list({ error: 'alpha', workload: ['other'] })).toEqual([]);
    expect(await list({ error: 'alpha', state: ['retried', 'resolved'] })).toEqual([]);
    expect(await list({ error: 'alpha', to: new Date(Date.now() - 3_600_000).toISOString() })).toEqual([]);
    const query = { error: 'alpha', limit: 3 };
    const first = (await api.client().GET('/dead-letters', { params: { query } })).data!;
    const second = (await api.client().GET('/dead-letters', { params: { query: { ...query, cursor: first.next! } } }))
      .data!;
    expect([first.items.length, second.items.length, second.next]).toEqual([3, 1, null]);
    for (const injected of ["' OR 1=1 --", '%%%', '\\\\\\']) expect(await list({ error: injected })).toEqual([]);
  });

  it('show their input to those who may see payloads alone', async () => {
    const [id] = await dead('payload');
    const key = await api.key({ role: 'viewer' });
    expect(await letter(id!, key)).not.toHaveProperty('input');
    expect(await letter(id!)).toMatchObject({
      state: 'open',
      error: { code: 'UNRECOVERABLE', stack: expect.stringContaining('dead-letters.test') },
      frame: expect.stringMatching(/^run dead-letters\.test\.[jt]s$/),
      input: { cause: 'payload' },
    });
  });

  it('are one group for one cause, with counts that follow', async () => {
    const ids = await dead('bravo', 3);
    await dead('bravo', 1, other.type);
    const [a, b] = (await groupOf('bravo')).sort((x, y) => y.total - x.total);
    expect(a).toMatchObject({
      type: sync.type,
      message: 'bravo: no team <n> in <text>',
      total: 3,
      open: 3,
      retried: 0,
    });
    expect(b).toMatchObject({ type: other.type, total: 1 });
    expect(Date.parse(a!.lastAt)).toBeGreaterThanOrEqual(Date.parse(a!.firstAt));
    ill.delete('bravo');
    await api.client().POST('/dead-letters/{id}/retry', { params: { path: { id: ids[0]! } } });
    await reached(ids[0]!, 'succeeded');
    await api.client().POST('/dead-letters/{id}/resolve', { params: { path: { id: ids[1]! } } });
    const after = (await groupOf('bravo')).find(({ fingerprint }) => fingerprint === a!.fingerprint);
    expect(after).toMatchObject({ total: 3, open: 1, retried: 1, resolved: 1 });
  });

  it('are of no unknown job', async () => {
    const path = { id: '0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a' };
    for (const call of [
      () => api.client().GET('/dead-letters/{id}', { params: { path } }),
      () => api.client().POST('/jobs/{id}/retry', { params: { path } }),
      () => api.client().DELETE('/dead-letters/{id}', { params: { path } }),
    ])
      await expect(call()).rejects.toMatchObject({ status: 404, code: 'DEAD_LETTER_NOT_FOUND' });
  });
});

describe('a retry over HTTP', () => {
  it('runs the job once more, says what became of a second one, and is in the record and the audit', async () => {
    const [id] = await dead('charlie');
    ill.delete('charlie');
    const path = { id: id! };
    await api.client().POST('/jobs/{id}/retry', { params: { path }, body: { reason: 'it is back' } });
    await reached(id!, 'succeeded');
    const again = api.client().POST('/dead-letters/{id}/retry', { params: { path } });
    await expect(again).rejects.toMatchObject({ status: 409, code: 'DEAD_LETTER_RETRIED' });
    const team = ((await letter(id!)).input as { team: number }).team;
    expect(runsOf([team])).toBe(2);
    const { data } = await api.client().GET('/jobs/{id}/transitions', { params: { path } });
    const states = data!.items.map(({ state }) => state).filter((state) => state !== 'running');
    expect(states.slice(0, 3)).toEqual(['succeeded', 'queued', 'dead']);
    expect(data!.items.find(({ state, revision }) => state === 'queued' && revision > 1)?.reason).toBe(
      'retried by first admin: it is back',
    );
    const query = { operation: 'retryJob', limit: 1 };
    const audit = (await api.client().GET('/audit', { params: { query } })).data!.items[0]!;
    expect(audit).toMatchObject({ who: 'first admin', before: { id, state: 'open' }, after: { id } });
    expect(audit.before).not.toHaveProperty('input');
  });

  it('of all letters of a filter or a group goes in portions, and leaves what it is refused for', async () => {
    const ids = await dead('delta', 5);
    const { id: spoilt, fingerprint } = await letter(ids[2]!);
    // Its letter is kept no more, as after thirty days.
    const { manager } = backstage.broker;
    const message = await manager.streams.getMessage('DEAD', { last_by_subj: `dead.weather.work.sync-team.${spoilt}` });
    await manager.streams.deleteMessage('DEAD', message!.seq);
    ill.delete('delta');
    const path = { fingerprint };
    const first = (
      await api.client().POST('/dead-letters/groups/{fingerprint}/retry', { params: { path }, body: { limit: 2 } })
    ).data!;
    expect(first).toMatchObject({ done: 2, refused: [], next: expect.any(String) });
    const rest = (
      await api.client().POST('/dead-letters/retry', { body: { error: 'delta', cursor: first.next!, limit: 100 } })
    ).data!;
    expect(rest).toMatchObject({ done: 2, refused: [{ id: spoilt, code: 'DEAD_LETTER_NOT_FOUND' }], next: null });
    for (const id of ids) if (id !== spoilt) await reached(id, 'succeeded');
    expect((await groupOf('delta'))[0]).toMatchObject({ open: 1, retried: 4 });
    await api.client().POST('/dead-letters/groups/{fingerprint}/resolve', { params: { path }, body: {} });
    expect((await groupOf('delta'))[0]).toMatchObject({ open: 0, resolved: 1, retried: 4 });
  });

  it("is a publisher's for its own workloads alone", async () => {
    const [id] = await dead('echo');
    const foreign = api.client(await api.key({ role: 'publisher', workloads: ['elsewhere'] }));
    const own = api.client(await api.key({ role: 'publisher', workloads: ['weather'] }));
    const params = { path: { id: id! } };
    await expect(foreign.POST('/dead-letters/{id}/retry', { params })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(foreign.POST('/dead-letters/{id}/resolve', { params })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    for (const named of [undefined, ['weather']]) {
      const { data } = await foreign.POST('/dead-letters/retry', {
        body: { error: 'echo', workload: named, limit: 100 },
      });
      expect(data).toEqual({ done: 0, refused: [], next: null });
    }
    ill.delete('echo');
    await own.POST('/dead-letters/{id}/retry', { params });
    await reached(id!, 'succeeded');
  });
});

describe('closing a letter', () => {
  it('keeps it, tells who and why, and still lets it be retried', async () => {
    const [id] = await dead('foxtrot');
    const params = { path: { id: id! } };
    await api.client().POST('/dead-letters/{id}/resolve', { params, body: { reason: 'entered by hand' } });
    expect(await letter(id!)).toMatchObject({
      state: 'resolved',
      closed: { by: 'first admin', reason: 'entered by hand' },
    });
    const { data } = await api.client().POST('/dead-letters/retry', { body: { error: 'foxtrot', limit: 100 } });
    expect(data).toMatchObject({ done: 0 });
    ill.delete('foxtrot');
    await api.client().POST('/dead-letters/{id}/retry', { params });
    await reached(id!, 'succeeded');
    expect(await letter(id!)).toMatchObject({ state: 'retried' });
    const closing = api.client().POST('/dead-letters/{id}/resolve', { params });
    await expect(closing).rejects.toMatchObject({ code: 'DEAD_LETTER_RETRIED' });
  });

  it('by deleting it ends all retries; the job stays in the record', async () => {
    const [id] = await dead('golf');
    const more = await dead('golf', 2);
    const params = { path: { id: id! } };
    await api.client().DELETE('/dead-letters/{id}', { params });
    await expect(api.client().POST('/jobs/{id}/retry', { params })).rejects.toMatchObject({
      code: 'DEAD_LETTER_NOT_FOUND',
    });
    expect((await api.client().POST('/dead-letters/flush', { body: { error: 'golf', limit: 100 } })).data).toEqual({
      done: more.length,
      refused: [],
      next: null,
    });
    expect(await list({ error: 'golf' })).toEqual([]);
    expect(await groupOf('golf')).toEqual([]);
    await reached(id!, 'dead');
  });

  it('uncovers no earlier death of the job', async () => {
    const [id] = await dead('hotel');
    const params = { path: { id: id! } };
    const first = (await letter(id!)).revision;
    await api.client().POST('/jobs/{id}/retry', { params });
    while ((await letter(id!)).revision === first);
    await api.client().DELETE('/dead-letters/{id}', { params });
    await expect(letter(id!)).rejects.toMatchObject({ code: 'DEAD_LETTER_NOT_FOUND' });
  });
});
