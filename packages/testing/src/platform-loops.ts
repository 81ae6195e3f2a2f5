import { FlowFollower, FlowKeeper, FlowStarter, OutboxRelay, ParentsResponder } from '@kickoff/database';
import type { Workload } from '@kickoff/contracts';
import { BucketWriter, Limiter, type Broker } from '@kickoff/jobs';
import type { DataSource } from 'typeorm';

export interface PlatformLoopsOptions {
  broker: Broker;
  dataSource: DataSource;
  databaseUrl: string;
  workload: Workload;
  onError: (error: unknown) => void;
}

/** What the scheduler service does for jobs that run: limits, flows, the outbox, cancellations. Returns what stops it. */
export function startPlatformLoops(options: PlatformLoopsOptions): () => Promise<void> {
  const { broker, dataSource, databaseUrl, workload, onError } = options;
  const types = workload.contracts.flatMap(({ type, aliases }) => [type, ...aliases]);
  const loops = [
    new Limiter({ broker }),
    new FlowStarter({ broker, dataSource, types, onError, onRefused: onError }),
    new FlowFollower({ broker, dataSource, onError }),
    new FlowKeeper({ broker, dataSource, onError }),
    new ParentsResponder({ broker, dataSource, onError }),
    new OutboxRelay({ dataSource, connection: broker.connection, databaseUrl, onError }),
    new BucketWriter({ broker, onError }),
  ];
  for (const loop of loops) loop.start();
  return async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
  };
}
