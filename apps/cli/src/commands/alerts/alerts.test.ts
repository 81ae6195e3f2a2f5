import { describe, expect, it } from '@jest/globals';
import { runningPlatform } from '../../testing/running-platform.js';

const platform = runningPlatform();

async function json<T>(...words: string[]): Promise<T> {
  const { code, stdout, stderr } = await platform.run([...words, '--json']);
  if (code !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

describe('alerts by command', () => {
  it('have rules that are listed, made, changed and deleted', async () => {
    expect(await json('alerts', 'rules', 'list')).toHaveLength(8);
    const created = await json(
      'alerts',
      'rules',
      'create',
      'mine',
      'dead-letters',
      '--threshold',
      '0.5',
      '--for',
      '1m',
    );
    expect(created).toMatchObject({ id: 'mine', threshold: 0.5, forMs: 60_000, enabled: true });
    expect(await json('alerts', 'rules', 'set', 'mine', '--off')).toMatchObject({ enabled: false, threshold: 0.5 });
    expect(await json('alerts', 'rules', 'show', 'mine')).toMatchObject({ enabled: false });
    expect(await json('alerts', 'rules', 'delete', 'mine')).toEqual({ id: 'mine' });
    const { stderr, code } = await platform.run(['alerts', 'rules', 'create', 'x', 'dead-letters']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('threshold')]);
  });

  it('have receivers, whose secret is shown once', async () => {
    const desk = await json<{ secret: string }>(
      'alerts',
      'receivers',
      'create',
      'desk',
      'webhook',
      'http://127.0.0.1:1/',
    );
    expect(desk.secret).toMatch(/^ks_/);
    expect(await json('alerts', 'receivers', 'set', 'desk', '--off')).toMatchObject({ enabled: false });
    expect(await json('alerts', 'receivers', 'show', 'desk')).not.toHaveProperty('secret');
    expect(await json('alerts', 'receivers', 'list')).toHaveLength(1);
    expect(await json('alerts', 'receivers', 'delete', 'desk')).toEqual({ id: 'desk' });
  });

  it('are listed, shown, muted and acknowledged', async () => {
    expect(await json('alerts', 'list', '--state', 'resolved')).toEqual({ items: [], next: null });
    const nowhere = ['0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a'];
    for (const verb of ['show', 'mute', 'acknowledge'])
      expect((await platform.run(['alerts', verb, ...nowhere])).stderr).toContain('there is no alert');
  });
});

describe('the history of schedules and statistics by command', () => {
  it('are shown, and firings of the past are counted', async () => {
    const schedules = await json<{ id: string }[]>('schedules', 'overview');
    const { id } = schedules[0]!;
    const range = ['2026-11-20T00:00:00Z', '2026-11-20T01:00:00Z'];
    const filled = await json('schedules', 'backfill', id, ...range, '--dry-run', '--limit', '2');
    expect(filled).toMatchObject({ enqueued: 0, firings: expect.any(Number) });
    expect(await json('schedules', 'executions', id)).toHaveProperty('items');
    expect(await json('stats', '--metrics')).toMatchObject({ items: expect.any(Array), metrics: expect.any(Array) });
    expect((await platform.run(['stats', '--step', '1s'])).stderr).toContain('at least 1m');
  });
});
