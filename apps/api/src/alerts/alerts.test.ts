import { describe, expect, it } from '@jest/globals';
import { defineWorkload } from '@kickoff/contracts';
import { newJobId } from '@kickoff/jobs';
import { apiForTest } from '../testing/api-for-test.js';

const api = apiForTest({ workload: defineWorkload({ name: 'empty', summary: 'None.', contracts: [], queues: {} }) });

const path = (id: string) => ({ params: { path: { id } } });

async function alert(state: string): Promise<string> {
  const id = newJobId(Date.now());
  await api.dataSource.query(
    `INSERT INTO kickoff.alerts (id, rule_id, subject, severity, state, message, value, since)
     VALUES ($1::uuid, 'waiting-long', $1::uuid::text, 'warning', $2, 'waits', 1, now())`,
    [id, state],
  );
  return id;
}

describe('rules of alerts', () => {
  it('are there from the start, and are made, changed and deleted', async () => {
    const admin = api.client();
    const { data } = await admin.GET('/alerts/rules');
    expect(data!.items).toHaveLength(8);
    const { data: edited } = await admin.PUT('/alerts/rules/{id}', {
      ...path('waiting-long'),
      body: { threshold: 5_000, for: '2m' },
    });
    expect(edited).toMatchObject({ threshold: 5_000, forMs: 120_000, severity: 'warning' });
    const body = { id: 'mine', kind: 'dead-letters' as const, threshold: 3, receivers: ['desk'] } satisfies object;
    await admin.POST('/alerts/rules', { body });
    await expect(admin.POST('/alerts/rules', { body })).rejects.toMatchObject({ status: 409, code: 'NAME_TAKEN' });
    await admin.DELETE('/alerts/rules/{id}', path('mine'));
    await expect(admin.GET('/alerts/rules/{id}', path('mine'))).rejects.toMatchObject({ status: 404 });
  });
});

describe('receivers', () => {
  it('show their secret once, to whoever makes them, and never to the audit', async () => {
    const admin = api.client();
    const body = { id: 'desk', kind: 'webhook', target: 'https://example.com/x' } as const;
    const { data: made } = await admin.POST('/alerts/receivers', { body });
    expect(made!.secret).toMatch(/^ks_/);
    const shown = await Promise.all([
      admin.GET('/alerts/receivers'),
      admin.GET('/alerts/receivers/{id}', path('desk')),
      admin.GET('/audit', { params: { query: { operation: 'createReceiver' } } }),
    ]);
    expect(JSON.stringify(shown.map(({ data }) => data))).not.toContain(made!.secret!.slice(3));
    const wrong = admin.PUT('/alerts/receivers/{id}', { ...path('desk'), body: { target: 'a@example.com' } });
    await expect(wrong).rejects.toMatchObject({ problem: { issues: [{ path: 'body.target' }] } });
    const { data: off } = await admin.PUT('/alerts/receivers/{id}', { ...path('desk'), body: { enabled: false } });
    expect(off).toEqual({ ...body, enabled: false });
    await admin.DELETE('/alerts/receivers/{id}', path('desk'));
    await expect(admin.DELETE('/alerts/receivers/{id}', path('desk'))).rejects.toMatchObject({ status: 404 });
  });
});

describe('alerts', () => {
  it('are listed by pages, muted and acknowledged', async () => {
    const admin = api.client();
    const [old, pending, fires] = [await alert('resolved'), await alert('pending'), await alert('firing')];
    const list = async (query: object) => (await admin.GET('/alerts', { params: { query } })).data!;
    const page = await list({ limit: 1 });
    expect(page.items.map(({ id }) => id)).toEqual([fires]);
    expect((await list({ limit: 1, cursor: page.next! })).items.map(({ id }) => id)).toEqual([old]);
    expect((await list({ state: ['pending'] })).items.map(({ id }) => id)).toEqual([pending]);
    const { data: muted } = await admin.POST('/alerts/{id}/mute', { ...path(fires), body: { for: '1h' } });
    expect(Date.parse(muted!.mutedUntil!) - Date.now()).toBeGreaterThan(3_500_000);
    const { data: loud } = await admin.POST('/alerts/{id}/mute', { ...path(fires), body: { for: '0s' } });
    expect(loud).toMatchObject({ mutedUntil: null, mutedBy: null });
    const { data } = await admin.POST('/alerts/{id}/acknowledge', path(fires));
    expect(data).toMatchObject({ acknowledgedBy: 'first admin' });
  });
});
