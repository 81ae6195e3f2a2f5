import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Kvm } from '@nats-io/kv';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  announceSubject,
  defineJob,
  defineSchedule,
  defineWorkload,
  parseJobSubject,
  schedulesStream,
  scheduleSubject,
} from '@kickoff/contracts';
import { createDataSource, PLATFORM_MIGRATIONS, runMigrations } from '@kickoff/database';
import { databaseForTest, natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, LimitClient } from '@kickoff/jobs';
import { createLog, defineManifest, startService, type RunningService } from '@kickoff/nest';
import { service } from './service.js';

const beat = defineJob({
  type: 'heart.send-beat',
  summary: 'Beats.',
  queue: 'beats',
  input: z.object({}),
});
const workload = defineWorkload({
  name: 'heart',
  summary: 'For tests.',
  contracts: [beat],
  queues: { beats: { service: 'external' } },
});
const everySecond = defineSchedule('heart', {
  name: 'beat-every-second',
  job: beat,
  input: {},
  every: '1s',
  overlap: 'queue-all',
});
const manifest = defineManifest({
  workload,
  settings: z.object({}),
  schedules: () => [everySecond],
  handlers: [],
});

const nats = natsForTest();
const database = databaseForTest({ template: 'platform-scheduler', prepare: migrate });
const closers: (() => Promise<void>)[] = [];
let broker: Broker;

async function migrate(url: string): Promise<void> {
  const dataSource = await createDataSource({ url }).initialize();
  await runMigrations(dataSource, [PLATFORM_MIGRATIONS]);
  await dataSource.destroy();
}

async function scheduler(environment: Record<string, string> = {}): Promise<RunningService> {
  const started = await startService(service, {
    environment: {
      KICKOFF_NATS_URL: nats().url,
      KICKOFF_DATABASE_URL: database(),
      KICKOFF_WORKLOADS: '@example/heart',
      HEALTH_PORT: '0',
      ...environment,
    },
    importEntry: (specifier) =>
      Promise.resolve(specifier.endsWith('/contracts') ? { workload } : { default: manifest }),
    log: createLog('scheduler', 'silent'),
  });
  closers.push(() => started.stop());
  return started;
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

describe('scheduler service', () => {
  beforeAll(async () => {
    broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [workload]);
  });
  afterAll(() => broker.close());

  it('fires schedules, answers limits and fills buckets with two replicas', async () => {
    await Promise.all([scheduler(), scheduler()]);

    const ids = await until(async () => {
      const { state } = await broker.manager.streams.info('JOBS_heart', { subjects_filter: 'jobs.heart.>' });
      const found = Object.keys(state.subjects ?? {}).map((subject) => parseJobSubject(subject)!.id.slice(0, 13));
      return found.length >= 3 ? found : undefined;
    });
    expect(new Set(ids).size).toBe(ids.length);

    const limits = new LimitClient({ connection: broker.connection, workload: 'heart', clock: broker.clock });
    await limits.take({ name: 'upstream', windows: [{ limit: 1, perMs: 1_000, kind: 'sliding' }] });
    limits.close();

    broker.connection.publish(
      announceSubject('heart', 'contract'),
      JSON.stringify({ ...beat, backoff: undefined, input: undefined, version: 1 }),
    );
    const registry = await new Kvm(broker.jetstream).open('registry');
    await until(async () => (await registry.get('heart.send-beat.v1')) ?? undefined);
  });

  it('is ready, and notes in PostgreSQL what fired', async () => {
    const running = await scheduler();
    await until(() => Promise.resolve(running.readiness.report().ready ? true : undefined));
    const dataSource: DataSource = await createDataSource({ url: database() }).initialize();
    closers.push(() => dataSource.destroy());
    await until(async () => {
      const [row] = await dataSource.query<{ last_tick: Date | null }[]>('SELECT last_tick FROM kickoff.schedules');
      return row?.last_tick ?? undefined;
    });
  });

  it('counts messages that are none, by loop, and goes on', async () => {
    const running = await scheduler();
    for (const subject of [
      'schedules.tick.heart.nothing',
      'limits.heart.nothing',
      announceSubject('heart', 'worker'),
    ]) {
      broker.connection.publish(subject, 'no JSON');
    }
    for (const loop of ['ticks', 'limits', 'buckets']) {
      await until(async () => {
        const metrics = await (await fetch(`http://127.0.0.1:${running.healthPort}/metrics`)).text();
        return metrics.includes(`kickoff_loop_problems_total{loop="${loop}"} 1`) || undefined;
      });
    }
  });

  it('lets no schedule fire when KICKOFF_SCHEDULER_ENABLED is false, also those that fired before', async () => {
    const rule = () =>
      broker.manager.streams.getMessage(schedulesStream(), { last_by_subj: scheduleSubject('rule', everySecond.id) });
    const on = await scheduler();
    await until(async () => (await rule()) ?? undefined);
    await on.stop();
    await scheduler({ KICKOFF_SCHEDULER_ENABLED: 'false' });
    await until(async () => ((await rule()) === null ? true : undefined));
  });

  it('refuses a wrong setting', async () => {
    await expect(scheduler({ KICKOFF_STORE_BYTES: 'much' })).rejects.toThrow('KICKOFF_STORE_BYTES');
  });
});
