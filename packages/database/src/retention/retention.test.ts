import { afterEach, describe, expect, it } from '@jest/globals';
import { ensurePartitions, partitionedDays } from '../migrations/partitions.js';
import { foldEvents } from '../record/fold-events.js';
import type { RecordedEvent } from '../record/recorded-event.js';
import { idAt } from '../testing/id-at.js';
import { platformDatabase } from '../testing/platform-database.js';
import { Retention } from './retention.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = Date.now();
const KEPT_FOR = { succeededMs: DAY_MS, cancelledMs: 2 * DAY_MS, deadMs: 10 * DAY_MS, flowsMs: 10 * DAY_MS };

describe('Retention', () => {
  const database = platformDatabase();
  const setup = () => new Retention({ dataSource: database.dataSource, keptFor: KEPT_FOR, now: () => NOW });

  afterEach(async () => {
    await database.dataSource.query(
      'TRUNCATE kickoff.job_states, kickoff.job_envelopes, kickoff.job_history, kickoff.flows, kickoff.flow_nodes',
    );
  });

  function job(
    name: string,
    state: RecordedEvent['state'],
    agoMs: number,
    more: Partial<RecordedEvent> = {},
  ): RecordedEvent {
    const at = NOW - agoMs;
    return {
      id: idAt(name, at),
      type: 'letters.send-letter',
      revision: 1,
      delivery: 1,
      state,
      at,
      queue: 'post',
      priority: 'high',
      key: '-',
      attempt: 1,
      envelope: { input: { name }, enqueuedAt: at },
      ...more,
    };
  }

  async function left(): Promise<string[]> {
    const rows = await database.dataSource.query<{ name: string }[]>(
      `SELECT input ->> 'name' AS name FROM kickoff.jobs ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  }

  it('deletes jobs by the state in which they ended, with their history, and keeps what has not ended', async () => {
    const failed = job('success', 'retrying', 25 * HOUR_MS, { revision: 2, delivery: 0 });
    await foldEvents(database.dataSource, [
      failed,
      { ...failed, delivery: 1, state: 'succeeded' },
      job('fresh success', 'succeeded', 23 * HOUR_MS),
      job('cancelled', 'cancelled', 49 * HOUR_MS),
      job('expired', 'expired', 49 * HOUR_MS),
      job('fresh cancelled', 'cancelled', 47 * HOUR_MS),
      job('dead', 'dead', 9 * DAY_MS),
      job('old dead', 'dead', 11 * DAY_MS),
      job('scheduled', 'scheduled', 100 * DAY_MS),
      // Enqueued long ago, ended just now.
      job('late success', 'succeeded', 50 * DAY_MS, { at: NOW }),
    ]);
    expect(await setup().runOnce()).toEqual({ days: 0, jobs: 4, flows: 0 });
    expect(await left()).toEqual(['dead', 'fresh cancelled', 'fresh success', 'late success', 'scheduled']);
    for (const table of ['job_history', 'job_envelopes']) {
      const [{ count }] = await database.dataSource.query<[{ count: number }]>(
        `SELECT count(*)::integer FROM kickoff.${table}`,
      );
      expect({ table, count }).toEqual({ table, count: table === 'job_history' ? 0 : 5 });
    }
    expect(await setup().runOnce()).toEqual({ days: 0, jobs: 0, flows: 0 });
  });

  it('deletes more than one statement does, shared by several', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) => job(`many ${index}`, 'succeeded', 2 * DAY_MS));
    await foldEvents(database.dataSource, many);
    const counts = await Promise.all([setup().runOnce(), setup().runOnce()]);
    expect(counts[0].jobs + counts[1].jobs).toBe(2_500);
    expect(await left()).toEqual([]);
  });

  it('drops whole days past the longest time, except for those with something to keep', async () => {
    for (const days of [20, 21, 22]) {
      await ensurePartitions(database.dataSource, { now: NOW - (days - 1) * DAY_MS, daysAhead: 0 });
    }
    const before = await partitionedDays(database.dataSource);
    await foldEvents(database.dataSource, [
      job('old', 'dead', 20 * DAY_MS),
      job('unfinished', 'scheduled', 21 * DAY_MS),
      job('ended late', 'succeeded', 22 * DAY_MS, { at: NOW - HOUR_MS }),
    ]);
    expect(await setup().runOnce()).toEqual({ days: 1, jobs: 0, flows: 0 });
    const after = await partitionedDays(database.dataSource);
    expect(before.filter((day) => !after.includes(day))).toEqual([Math.floor((NOW - 20 * DAY_MS) / DAY_MS)]);
    expect(await left()).toEqual(['ended late', 'unfinished']);
    // Later there is nothing to keep in one of them.
    const later = new Retention({ dataSource: database.dataSource, keptFor: KEPT_FOR, now: () => NOW + 11 * DAY_MS });
    expect(await later.runOnce()).toMatchObject({ days: expect.any(Number) });
    expect(await left()).toEqual(['unfinished']);
  });

  it('leaves a day for the next turn while somebody uses the tables', async () => {
    await ensurePartitions(database.dataSource, { now: NOW - 29 * DAY_MS, daysAhead: 0 });
    const day = Math.floor(NOW / DAY_MS) - 30;
    const reader = database.dataSource.createQueryRunner();
    await reader.startTransaction();
    try {
      await reader.query('SELECT FROM kickoff.jobs');
      expect(await setup().runOnce()).toMatchObject({ days: 0 });
      expect(await partitionedDays(database.dataSource)).toContain(day);
    } finally {
      await reader.commitTransaction();
      await reader.release();
    }
    await setup().runOnce();
    expect(await partitionedDays(database.dataSource)).not.toContain(day);
  });

  it('deletes trees of flows that ended long ago, with their nodes', async () => {
    const flow = (name: string, agoMs: number, parent?: string, isEnded = true) =>
      database.dataSource.query(
        `INSERT INTO kickoff.flows (id, root_id, parent_id, name, kind, scope, state, total, done, failed, open, follower_ids,
           follower_on, created_at, ended_at)
         VALUES ($1::uuid, coalesce($2::uuid, $1::uuid), $2::uuid, $3, 'chain', '_', 'succeeded', 1, 1, 0, 0, '{}', '{}', $4, $5)`,
        [
          idAt(name, NOW - agoMs),
          parent === undefined ? null : idAt(parent, NOW - agoMs),
          name,
          new Date(NOW - agoMs),
          isEnded ? new Date(NOW - agoMs) : null,
        ],
      );
    await flow('old', 11 * DAY_MS);
    await flow('nested', 11 * DAY_MS, 'old');
    await flow('fresh', 9 * DAY_MS);
    await flow('running', 11 * DAY_MS, undefined, false);
    await database.dataSource.query(
      `INSERT INTO kickoff.flow_nodes (id, flow_id, root_id, ordinal, name, counted, parent_ids, child_ids, child_on, waits_for,
         may_fail, needs_failure, saw_failure, is_doomed, state, revision)
       SELECT gen_random_uuid(), id, root_id, 0, name, true, '{}', '{}', '{}', 0, 0, false, false, false, 'succeeded', 1
       FROM kickoff.flows`,
    );
    expect(await setup().runOnce()).toEqual({ days: 0, jobs: 0, flows: 1 });
    for (const table of ['flows', 'flow_nodes']) {
      expect(await database.dataSource.query(`SELECT name FROM kickoff.${table} ORDER BY name`)).toEqual([
        { name: 'fresh' },
        { name: 'running' },
      ]);
    }
  });
});
