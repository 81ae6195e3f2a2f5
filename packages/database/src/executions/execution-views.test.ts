import { describe, expect, it } from '@jest/globals';
import { foldEvents } from '../record/fold-events.js';
import type { RecordedEvent } from '../record/recorded-event.js';
import { idAt } from '../testing/id-at.js';
import { platformDatabase } from '../testing/platform-database.js';

const START_MS = Date.now() - 60_000;

const RECENT = `
SELECT
    jc.name,
    je.status,
    je.started_at,
    je.ended_at,
    je.metrics,
    je.log_data
FROM job_executions je
JOIN job_configurations jc ON je.job_id = jc.id
ORDER BY je.started_at DESC
LIMIT 20;`;
const FAILED = `
SELECT * FROM job_executions
WHERE status = 'failed'
ORDER BY started_at DESC;`;
const SUCCESS_RATE = `
SELECT
    jc.name,
    COUNT(*) FILTER (WHERE je.status = 'success') as successes,
    COUNT(*) FILTER (WHERE je.status = 'failed') as failures,
    ROUND(
        COUNT(*) FILTER (WHERE je.status = 'success')::numeric / COUNT(*) * 100,
        2
    ) as success_rate
FROM job_executions je
JOIN job_configurations jc ON je.job_id = jc.id
GROUP BY jc.name;`;

describe('executions and configurations, asked for in SQL', () => {
  const database = platformDatabase();

  const query = (sql: string, parameters: unknown[] = []): Promise<Record<string, unknown>[]> =>
    database.dataSource.transaction(async (manager) => {
      await manager.query('SET LOCAL search_path TO kickoff');
      return manager.query<Record<string, unknown>[]>(sql, parameters);
    });

  function event(n: number, more: Partial<RecordedEvent>): RecordedEvent {
    return {
      id: idAt(`job ${n}`, START_MS),
      type: 'players.update-tracked',
      revision: 1,
      delivery: 1,
      state: 'running',
      at: START_MS + n * 1_000,
      queue: 'work',
      priority: 'normal',
      key: '-',
      attempt: 1,
      ...more,
    };
  }
  const run = (n: number, more: Partial<NonNullable<RecordedEvent['run']>> = {}) => ({
    revision: 1,
    delivery: 1,
    attempt: 1,
    worker: 'w',
    startedAt: START_MS + n * 1_000,
    endedAt: START_MS + n * 1_000 + 500,
    ...more,
  });

  it('answer recent runs, failed ones, success rates and what is enabled', async () => {
    await database.dataSource.query(
      `INSERT INTO kickoff.schedules (id, workload, job_type, input, every_ms, time_zone, overlap, enabled, hash, revision)
       VALUES ('players.every-two-minutes', 'players', 'players.update-tracked', '{"platforms": ["euw1"]}', 120000, 'UTC', 'skip', true, '', 1)`,
    );
    await foldEvents(database.dataSource, [
      event(1, { state: 'succeeded', run: run(1, { outcome: 'succeeded', metrics: { api_requests_made: 15 } }) }),
      event(2, { state: 'succeeded', run: run(2, { outcome: 'succeeded', annotations: { players_processed: 42 } }) }),
      event(3, {
        state: 'dead',
        revision: 2,
        delivery: 0,
        error: { code: 'RATE_LIMIT', name: 'E', message: 'too many' },
        run: run(3, { outcome: 'failed' }),
      }),
      event(4, { type: 'players.analyse-player', run: run(4, { endedAt: undefined }) }),
      // Its worker was lost: it was put back and runs no more.
      event(5, { run: run(5, { endedAt: undefined }) }),
      event(5, { revision: 2, delivery: 0, state: 'queued', at: START_MS + 6_000 }),
    ]);
    const recent = await query(RECENT);
    expect(recent.map(({ name, status }) => [name, status])).toEqual([
      ['players.update-tracked', 'failed'],
      ['players.analyse-player', 'running'],
      ['players.update-tracked', 'failed'],
      ['players.update-tracked', 'success'],
      ['players.update-tracked', 'success'],
    ]);
    expect(recent[4]).toMatchObject({
      started_at: new Date(START_MS + 1_000),
      ended_at: new Date(START_MS + 1_500),
      metrics: { api_requests_made: 15 },
      log_data: {},
    });
    expect(recent[3]!['log_data']).toEqual({ players_processed: 42 });
    const failed = await query(FAILED);
    expect(failed).toHaveLength(2);
    expect(failed[1]!['log_data']).toEqual({ error: 'RATE_LIMIT: too many' });
    const rates = [
      { name: 'players.analyse-player', successes: '0', failures: '0', success_rate: '0.00' },
      { name: 'players.update-tracked', successes: '2', failures: '2', success_rate: '50.00' },
    ];
    expect((await query(SUCCESS_RATE)).toSorted((a, b) => (a['name']! < b['name']! ? -1 : 1))).toEqual(rates);
    expect(await query('SELECT * FROM job_success_rate ORDER BY name')).toEqual(rates);
    expect(await query('SELECT enabled FROM job_configurations WHERE id = $1', ['players.analyse-player'])).toEqual([
      { enabled: true },
    ]);
    expect(await query('SELECT name, interval_seconds, config_json FROM job_configurations ORDER BY name')).toEqual([
      { name: 'players.analyse-player', interval_seconds: null, config_json: null },
      { name: 'players.update-tracked', interval_seconds: 120, config_json: { platforms: ['euw1'] } },
    ]);
  });
});
