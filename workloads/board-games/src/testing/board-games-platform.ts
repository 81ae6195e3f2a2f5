import 'reflect-metadata';
import { afterAll, beforeAll } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Global, Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource, type EntityManager } from 'typeorm';
import { allSubjects, channelOfSubject, jobsStream, type BroadcastBody } from '@kickoff/contracts';
import { OutboxRelay, TypeOrmTransactions } from '@kickoff/database';
import { databaseForTest, natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, JobClient, Limiter, Worker, type JobHandler } from '@kickoff/jobs';
import { handledContract, parseSettings, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { workload } from '../contracts/workload.js';
import manifest from '../worker.js';
import { boardGamesDataSource, BOARD_GAMES_TEMPLATE } from './board-games-database.js';
import type { SimulatorForTest } from './simulator-for-test.js';

/** A message as a subscriber would receive it. */
export interface ReceivedMessage extends BroadcastBody {
  channel: string;
}

export interface BoardGamesPlatform {
  jobs: JobClient<EntityManager>;
  dataSource: DataSource;
  /** A provider or controller of the workload. */
  get<T>(type: Type<T>): T;
  /** Everything broadcast so far, in order. */
  messages: ReceivedMessage[];
  /** Types of jobs that ended, with their state. */
  ended: { type: string; state: string; attempt: number; error: unknown }[];
  /** Resolves when no job of the workload is unfinished, or only those that wait for a time when `ignoreLater`. */
  settled(options?: { ignoreLater?: boolean }): Promise<void>;
}

/** The workload on a real nats-server and PostgreSQL, its handlers run by one worker, against the simulator. */
export function boardGamesPlatform(
  simulator: () => SimulatorForTest,
  environment: Record<string, string> = {},
): () => BoardGamesPlatform {
  const nats = natsForTest();
  const database = databaseForTest(BOARD_GAMES_TEMPLATE);
  let platform: BoardGamesPlatform | undefined;
  const closing: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const settings = parseSettings(manifest.settings, {
      BOARD_GAMES_URL: simulator().address,
      BOARD_GAMES_REQUESTS_PER_SECOND: '500',
      ...environment,
    });
    const dataSource = await boardGamesDataSource(database()).initialize();
    closing.unshift(() => dataSource.destroy());
    const connection = { servers: nats().url, name: 'board-games-test' };
    const broker = await Broker.connect(connection);
    closing.unshift(() => broker.close());
    const module = moduleWith({ dataSource, broker, settings });
    const app = await NestFactory.createApplicationContext(module, { logger: false });
    closing.unshift(() => app.close());
    await applyTopology(broker, [workload]);
    const messages: ReceivedMessage[] = [];
    broker.connection.subscribe(allSubjects('broadcast', workload.name), {
      callback: (_, message) => {
        messages.push({ channel: channelOfSubject(message.subject), ...message.json<BroadcastBody>() });
      },
    });
    const limiter = new Limiter({ broker });
    limiter.start();
    closing.unshift(() => limiter.stop());

    // As in the scheduler service: batches are stored in transactions of their own, which no worker publishes.
    const relay = new OutboxRelay({ dataSource, connection: broker.connection, databaseUrl: database() });
    relay.start();
    closing.unshift(() => relay.stop());

    const transactions = new TypeOrmTransactions(dataSource, broker.connection);
    const worker = new Worker({
      connection,
      workload,
      queues: workload.queues.map(({ name }) => ({ name, slots: 8 })),
      handlers: manifest.handlers.map((handler) => ({
        contract: handledContract(handler)!,
        handler: app.get<JobHandler>(handler),
      })),
      limits: manifest.limits!(settings),
      transactions,
    });
    const ended: BoardGamesPlatform['ended'] = [];
    worker.on('finished', ({ type, state, attempt }, error) => ended.push({ type, state, attempt, error }));
    await worker.start();
    closing.unshift(() => worker.stop({ graceMs: 1_000 }));

    platform = {
      jobs: new JobClient(broker, { transactions }),
      dataSource,
      get: (type) => app.get(type),
      messages,
      ended,
      async settled({ ignoreLater = false } = {}) {
        const stream = jobsStream(workload.name);
        const filter = allSubjects('jobs', workload.name, ...(ignoreLater ? ['ready'] : []));
        for (;;) {
          const { state } = await broker.manager.streams.info(stream, { subjects_filter: filter });
          const [{ waiting }]: [{ waiting: number }] = await dataSource.query(
            'SELECT count(*)::integer AS waiting FROM kickoff.outbox',
          );
          if (Object.keys(state.subjects ?? {}).length === 0 && waiting === 0) break;
          await sleep(10);
        }
        await broker.connection.flush();
      },
    };
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });
  return () => {
    if (!platform) throw new Error('the platform starts before the first test; use it inside tests and hooks only');
    return platform;
  };
}

@Global()
@Module({})
class ConnectionsModule {}

@Module({})
class WorkloadModule {}

function moduleWith(parts: { dataSource: DataSource; broker: Broker; settings: object }): DynamicModule {
  const provided = [
    { provide: DataSource, useValue: parts.dataSource },
    { provide: Broker, useValue: parts.broker },
  ];
  return {
    module: WorkloadModule,
    imports: [{ module: ConnectionsModule, providers: provided, exports: provided }],
    providers: [
      { provide: WORKLOAD_SETTINGS, useValue: parts.settings },
      ...(manifest.providers ?? []),
      ...manifest.handlers,
      ...(manifest.controllers ?? []),
    ],
  };
}
