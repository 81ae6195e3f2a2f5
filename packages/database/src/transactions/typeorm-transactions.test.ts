import { describe, expect, it } from '@jest/globals';
import { DatabaseUnavailable } from '@kickoff/contracts';
import { createDataSource } from '../connection/data-source.js';
import { foldEvents } from '../record/fold-events.js';
import { gate } from '../testing/gate.js';
import { idAt } from '../testing/id-at.js';
import { platformDatabase } from '../testing/platform-database.js';
import { PostgresRecordLookup } from './record-lookup.js';
import { TypeOrmTransactions } from './typeorm-transactions.js';

describe('TypeOrmTransactions', () => {
  const database = platformDatabase();

  function setup() {
    const job = { id: idAt(expect.getState().currentTestName!, Date.now()), type: 'live-scores.process-match' };
    return { job, transactions: new TypeOrmTransactions(database.dataSource) };
  }

  it('runs the work once and answers a repetition with its result', async () => {
    const { job, transactions } = setup();
    let runs = 0;
    const work = async () => ({ run: (runs += 1) });
    expect(await transactions.once(job, work)).toEqual({ run: 1 });
    expect(await transactions.once(job, work)).toEqual({ run: 1 });
    expect(runs).toBe(1);
  });

  it('keeps the difference between nothing and null', async () => {
    const { job, transactions } = setup();
    await transactions.once(job, async () => undefined);
    expect(await transactions.once(job, async () => 'again')).toBeUndefined();
  });

  it('lets a concurrent repetition wait for the first and take its result', async () => {
    const { job, transactions } = setup();
    const entered = gate();
    const finish = gate();
    const first = transactions.once(job, async () => {
      entered.open();
      await finish.opened;
      return 'first';
    });
    await entered.opened;
    const second = transactions.once(job, async () => 'second');
    finish.open();
    expect(await Promise.all([first, second])).toEqual(['first', 'first']);
  });

  it('lets a waiting repetition run when the first one fails', async () => {
    const { job, transactions } = setup();
    const entered = gate();
    const finish = gate();
    const first = transactions.once(job, async (manager) => {
      await manager.query(`INSERT INTO kickoff.job_effects (job_id, type) VALUES ($1, 'x')`, [`other-${job.id}`]);
      entered.open();
      await finish.opened;
      throw new Error('first failed');
    });
    await entered.opened;
    const second = transactions.once(job, async () => 'second');
    finish.open();
    await expect(first).rejects.toThrow('first failed');
    expect(await second).toBe('second');
    const left = await database.dataSource.query('SELECT FROM kickoff.job_effects WHERE job_id = $1', [
      `other-${job.id}`,
    ]);
    expect(left).toEqual([]);
  });

  it('reports a lost connection as DatabaseUnavailable, in the middle and before the start', async () => {
    const { job, transactions } = setup();
    await expect(
      transactions.once(job, async (manager) => {
        await database.dataSource.query(
          `SELECT pg_terminate_backend($1)`,
          (await manager.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid')).map(({ pid }) => pid),
        );
        await manager.query('SELECT 1');
      }),
    ).rejects.toThrow(DatabaseUnavailable);
    const away = createDataSource({ url: 'postgres://kickoff@127.0.0.1:1/none' });
    await expect(new TypeOrmTransactions(away).once(job, async () => 1)).rejects.toThrow(DatabaseUnavailable);
  });

  it('passes on the error of a statement that PostgreSQL refuses', async () => {
    const { job, transactions } = setup();
    await expect(transactions.once(job, (manager) => manager.query('SELECT FROM nowhere'))).rejects.toThrow('nowhere');
  });
});

describe('PostgresRecordLookup', () => {
  const database = platformDatabase();

  it('says whether a revision succeeded, and nothing when PostgreSQL is away', async () => {
    const id = idAt('lookup', Date.now());
    await foldEvents(database.dataSource, [
      {
        id,
        type: 'live-scores.process-match',
        revision: 2,
        delivery: 1,
        state: 'succeeded',
        at: Date.now(),
        queue: 'processing',
        priority: 'high',
        key: '-',
        attempt: 1,
      },
    ]);
    const lookup = new PostgresRecordLookup(database.dataSource);
    expect(await lookup.hasSucceeded(id, 2)).toBe(true);
    // An older message of a job that has succeeded since must not run either.
    expect(await lookup.hasSucceeded(id, 1)).toBe(true);
    expect(await lookup.hasSucceeded(id, 3)).toBe(false);
    const away = new PostgresRecordLookup(createDataSource({ url: 'postgres://kickoff@127.0.0.1:1/none' }));
    expect(await away.hasSucceeded(id, 2)).toBeUndefined();
  });
});
