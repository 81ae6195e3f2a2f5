import { beforeAll } from '@jest/globals';
import { platformWorkload, type Workload } from '@kickoff/contracts';
import { Intake, OperationSweep, OperationWorker, OutboxRelay, Recorder } from '@kickoff/database';
import {
  applyTopology,
  Broker,
  BucketWriter,
  JobClient,
  knownWorkers,
  Limiter,
  Worker,
  type HandledJob,
} from '@kickoff/jobs';
import type { ApiForTest } from './api-for-test.js';

/** What stands behind an api: streams, the recorder, what the scheduler service does for it, and workers. */
export interface BackstageForTest {
  readonly broker: Broker;
  /** Starts a worker and resolves when the platform knows of it. */
  serve(workload: Workload, handlers: readonly HandledJob[]): Promise<Worker>;
  /** Starts what does operations. */
  operate(): Promise<void>;
}

/** To be called after `apiForTest`, whose servers it uses. */
export function backstageForTest(api: ApiForTest, workloads: readonly Workload[]): BackstageForTest {
  let broker: Broker | undefined;
  const closing: (() => Promise<unknown>)[] = [];
  const begin = (...loops: { start(): void; stop(): Promise<void> }[]) => {
    for (const loop of loops) {
      loop.start();
      closing.unshift(() => loop.stop());
    }
  };

  beforeAll(async () => {
    broker = await Broker.connect({ servers: api.natsUrl, name: 'backstage' });
    await applyTopology(broker, workloads);
    const { connection } = broker;
    begin(
      new Recorder({ dataSource: api.dataSource, connection }),
      new Intake({ dataSource: api.dataSource, connection, everyMs: 50 }),
      new BucketWriter({ broker, everyMs: 50 }),
    );
  });
  api.beforeItEnds(async () => {
    for (const close of closing) await close();
    await broker?.close();
  });

  return {
    async operate() {
      const { dataSource, databaseUrl } = api;
      await applyTopology(broker!, [platformWorkload]);
      const connection = { servers: api.natsUrl, name: 'operations' };
      begin(
        new Limiter({ broker: broker! }),
        new OutboxRelay({ dataSource, connection: broker!.connection, databaseUrl }),
        new OperationSweep({ dataSource, everyMs: 100 }),
        new OperationWorker({ dataSource, client: new JobClient(broker!), connection }),
      );
    },
    get broker() {
      return broker!;
    },
    async serve(workload, handlers) {
      const worker = new Worker({
        connection: { servers: api.natsUrl, name: 'worker' },
        workload,
        queues: workload.queues.map(({ name }) => ({ name })),
        handlers,
        name: `${workload.name}-worker`,
      });
      await worker.start();
      closing.unshift(() => worker.stop());
      for (;;) {
        const workers = await knownWorkers(broker!);
        if (workers.some(({ name }) => name === `${workload.name}-worker`)) return worker;
      }
    },
  };
}
