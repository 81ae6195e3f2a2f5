import 'reflect-metadata';
import { afterAll, beforeAll } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Global, Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import {
  allSubjects,
  channelOfSubject,
  flowsStream,
  jobsStream,
  NATS_HEADERS,
  type BroadcastBody,
} from '@kickoff/contracts';
import { TypeOrmTransactions } from '@kickoff/database';
import { databaseForTest, natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, JobClient, Worker, type JobHandler } from '@kickoff/jobs';
import { handledContract, parseSettings, workloadModule, type Environment, type WorkloadManifest } from '@kickoff/nest';
import { startPlatformLoops } from './platform-loops.js';
import { workloadDataSource, workloadTemplate } from './workload-database.js';

/** A message as a subscriber would receive it. */
export interface ReceivedMessage extends BroadcastBody {
  channel: string;
}

/** One run of a job that ended, as `finished` of a worker tells it. */
export interface EndedJob {
  type: string;
  state: string;
  attempt: number;
  error: unknown;
}

export interface WorkloadForTestOptions {
  /** The workload's settings, asked for when the servers run: `() => ({ BOARD_GAMES_URL: simulator().url })`. */
  environment?: () => Environment;
  /** Jobs of each queue at a time. Default 8. */
  slots?: number;
}

export interface WorkloadForTest {
  jobs: JobClient<EntityManager>;
  dataSource: DataSource;
  broker: Broker;
  /** A provider or controller of the workload. */
  get<T>(type: Type<T>): T;
  /** Everything broadcast so far, in order. */
  messages: ReceivedMessage[];
  /** Every run that ended so far, in order. */
  ended: EndedJob[];
  /**
   * Resolves when no job of the workload and no flow is unfinished, and every message is in `messages`; jobs that wait for
   * a time are left alone when `ignoreLater`.
   */
  settled(options?: { ignoreLater?: boolean }): Promise<void>;
}

/**
 * A workload on a real nats-server and PostgreSQL, from before the first test of the file until after its last: its tables,
 * one worker for all its queues, and what the scheduler service does for jobs that run. Schedules do not fire, and nothing
 * is recorded.
 *
 * After the last test it throws what the platform itself complained of.
 */
export function workloadForTest<Settings extends z.ZodObject>(
  manifest: WorkloadManifest<Settings>,
  { environment = () => ({}), slots = 8 }: WorkloadForTestOptions = {},
): () => WorkloadForTest {
  const { workload } = manifest;
  const closing: (() => Promise<unknown>)[] = [];
  const complaints: unknown[] = [];
  let running: WorkloadForTest | undefined;

  // Before those of the servers, which run in the order in which they are said.
  afterAll(async () => {
    for (const close of closing) await close();
    if (complaints.length > 0) throw new AggregateError(complaints, 'the platform met errors of its own');
  });
  const nats = natsForTest();
  const database = databaseForTest(workloadTemplate(manifest));

  beforeAll(async () => {
    const settings = parseSettings(manifest.settings, environment());
    const dataSource = await workloadDataSource(manifest, database()).initialize();
    closing.unshift(() => dataSource.destroy());
    const connection = { servers: nats().url, name: `${workload.name}-test` };
    const broker = await Broker.connect(connection);
    closing.unshift(() => broker.close());
    await applyTopology(broker, [workload]);
    const transactions = new TypeOrmTransactions(dataSource, broker.connection);
    const jobs = new JobClient(broker, { transactions });

    const module = moduleOf(manifest, { settings, provided: { dataSource, broker, jobs } });
    const app = await NestFactory.createApplicationContext(module, { logger: false });
    closing.unshift(() => app.close());
    const messages: ReceivedMessage[] = [];
    const known = new Set<string>();
    broker.connection.subscribe(allSubjects('broadcast', workload.name), {
      callback: (_, message) => {
        // A worker and the relay may both publish what a transaction has left; a stream keeps one of them.
        const id = message.headers?.get(NATS_HEADERS.messageId);
        if (id && known.has(id)) return;
        if (id) known.add(id);
        messages.push({ channel: channelOfSubject(message.subject), ...message.json<BroadcastBody>() });
      },
    });
    const onError = (error: unknown) => complaints.push(error);
    closing.unshift(startPlatformLoops({ broker, dataSource, databaseUrl: database(), workload, onError }));

    const handlers = manifest.handlers.map((handler) => ({
      contract: handledContract(handler)!,
      handler: app.get<JobHandler>(handler),
    }));
    const worker = new Worker({
      connection,
      workload,
      queues: workload.queues.map(({ name }) => ({ name, slots })),
      handlers: [...handlers, ...(manifest.threadHandlers ?? [])],
      limits: manifest.limits?.(settings),
      transactions,
    });
    const ended: EndedJob[] = [];
    worker.on('finished', ({ type, state, attempt }, error) => ended.push({ type, state, attempt, error }));
    await worker.start();
    closing.unshift(() => worker.stop({ graceMs: 1_000 }));

    const unfinished = async (ignoreLater: boolean) => {
      const filter = allSubjects('jobs', workload.name, ...(ignoreLater ? ['ready'] : []));
      const { streams } = broker.manager;
      const [inStream, starting] = await Promise.all([
        streams.info(jobsStream(workload.name), { subjects_filter: filter }),
        streams.info(flowsStream()),
      ]);
      const [{ waiting }]: [{ waiting: number }] = await dataSource.query(
        `SELECT (SELECT count(*) FROM kickoff.outbox)::integer +
           (SELECT count(*) FROM kickoff.flows WHERE state IN ('blocked', 'running', 'cancelling'))::integer AS waiting`,
      );
      return Object.keys(inStream.state.subjects ?? {}).length + starting.state.messages + waiting;
    };
    running = {
      jobs,
      dataSource,
      broker,
      get: (type) => app.get(type, { strict: false }),
      messages,
      ended,
      async settled({ ignoreLater = false } = {}) {
        while ((await unfinished(ignoreLater)) > 0) await sleep(10);
        await broker.connection.flush();
      },
    };
  });
  return () => {
    if (!running) throw new Error('the platform starts before the first test; use it inside tests and hooks only');
    return running;
  };
}

@Global()
@Module({})
class ConnectionsModule {}

@Module({})
class RootModule {}

/** The workload's module as services have it, with what services let it inject. */
function moduleOf<Settings extends z.ZodObject>(
  manifest: WorkloadManifest<Settings>,
  parts: {
    settings: Record<string, unknown>;
    provided: { dataSource: DataSource; broker: Broker; jobs: JobClient<EntityManager> };
  },
): DynamicModule {
  const { dataSource, broker, jobs } = parts.provided;
  const providers = [
    { provide: DataSource, useValue: dataSource },
    { provide: Broker, useValue: broker },
    { provide: JobClient, useValue: jobs },
  ];
  const { handlers, controllers } = manifest;
  const served = { workload: manifest.workload, manifest, settings: parts.settings };
  return {
    module: RootModule,
    imports: [
      { module: ConnectionsModule, providers, exports: providers },
      workloadModule(served, { handlers, ...(controllers && { controllers }) }),
    ],
  };
}
