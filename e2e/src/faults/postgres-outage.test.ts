import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { GENERATED_EVENING } from '../recordings-for-test.js';
import { expectedEvening } from '../replay/expected-evening.js';
import { complaints } from '../replay/oracle.js';
import { listedMatches } from '../replay/recording.js';
import { replay } from '../replay/replay.js';
import { until } from '../replay/until.js';
import { heldJobs, untilHeld } from './in-flight.js';

/** Long enough that workers notice, and that a job caught by it would use up its three attempts if each spent one. */
const OUTAGE_MS = 6_000;
/** While jobs are being processed, and before the poll begins. */
const [IN_THE_MIDDLE, BEFORE_THE_POLL] = [3, 5];

describe('PostgreSQL stopped for a while', () => {
  it('costs no job an attempt and changes nothing of the result', async () => {
    let spent: { type: string; attempt: number }[] = [];
    let heldWhileDown = -1;
    let startAgain: Promise<void> | undefined;

    const result = await replay({
      data: GENERATED_EVENING,
      before: async (step, { platform }) => {
        if (step !== BEFORE_THE_POLL) return;
        await platform.postgres?.stop();
        startAgain = sleep(OUTAGE_MS).then(() => platform.postgres?.start());
      },
      disturb: async (step, { platform, broker }) => {
        await startAgain;
        startAgain = undefined;
        if (step !== IN_THE_MIDDLE) return;
        await untilHeld(broker, 'processing', 'critical');
        await platform.postgres?.stop();
        await sleep(OUTAGE_MS);
        heldWhileDown = await heldJobs(broker, 'processing', 'critical');
        await platform.postgres?.start();
      },
      inspect: async ({ platform }) => {
        const sql = new pg.Client({ connectionString: platform.addresses.postgres });
        await sql.connect();
        const unfinished = async () => {
          const { rows } = await sql.query<{ count: number }>(
            "SELECT count(*)::integer AS count FROM kickoff.jobs WHERE state NOT IN ('succeeded', 'dead')",
          );
          return rows[0]!.count;
        };
        await until(async () => (await unfinished()) === 0, { timeoutMs: 30_000, what: 'the record' });
        spent = (await sql.query('SELECT type, attempt FROM kickoff.jobs WHERE attempt > 1 ORDER BY id')).rows;
        await sql.end();
      },
    });

    const expected = expectedEvening(await listedMatches(GENERATED_EVENING));
    expect(complaints(expected, result)).toEqual([]);
    // Only what cannot be read is tried again.
    expect(spent.map(({ type, attempt }) => ({ type, attempt }))).toEqual(
      expected.unreadable.map(() => ({ type: 'live-scores.process-match-data', attempt: 3 })),
    );
    // Workers whose handlers need PostgreSQL give back what they hold and pull nothing.
    expect(heldWhileDown).toBe(0);
  }, 240_000);
});
