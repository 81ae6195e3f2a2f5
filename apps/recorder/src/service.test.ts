import { once } from 'node:events';
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventsSubject, type JobEvent } from '@kickoff/contracts';
import { createDataSource, migrate } from '@kickoff/database';
import { databaseForTest, natsForTest } from '@kickoff/embedded/testing';
import { Broker } from '@kickoff/jobs';
import type { DataSource } from 'typeorm';

const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));

describe('the recorder service', () => {
  const nats = natsForTest();
  const url = databaseForTest();
  const children: ChildProcess[] = [];

  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  function start(): ChildProcess {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'],
        KICKOFF_NATS_URL: nats().url,
        KICKOFF_DATABASE_URL: url(),
        HEALTH_PORT: '0',
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    children.push(child);
    return child;
  }

  it('records what was published while no recorder lived, and ends on SIGTERM', async () => {
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    const dataSource = await createDataSource({ url: url() }).initialize();
    try {
      await migrate({ dataSource, broker, workloads: [] });
      const killed = start();
      const id = '019a0000-0000-7000-8000-000000000001';
      killed.kill('SIGKILL');
      await once(killed, 'exit');
      await broker.jetstream.publish(eventsSubject('live-scores', 'process-match'), JSON.stringify([event(id)]));
      const child = start();
      expect(await recorded(dataSource, id)).toEqual({ state: 'succeeded' });
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    } finally {
      await dataSource.destroy();
      await broker.close();
    }
  });
});

function event(id: string): JobEvent {
  return {
    id,
    type: 'live-scores.process-match',
    revision: 1,
    delivery: 1,
    state: 'succeeded',
    at: Date.now(),
    queue: 'processing',
    priority: 'high',
    key: '-',
    attempt: 1,
  };
}

/** Asks until the row is there: the process under test has no signal to wait for. */
async function recorded(dataSource: DataSource, id: string): Promise<unknown> {
  for (;;) {
    const [row]: unknown[] = await dataSource.query('SELECT state FROM kickoff.jobs WHERE id = $1', [id]);
    if (row) return row;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
