import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNats } from '@kickoff/embedded';
import { RivalServers } from '../rivals/rival-servers.js';
import type { BenchResult } from '../result.js';
import { benchWorkload } from './no-op.js';

/** What every case of the suite finds ready: one server with the stream of the measured jobs. */
export interface JobsStage {
  /** Address of the NATS server. */
  url: string;
  /** For data of further servers; removed at the end. */
  directory: string;
  broker: Broker;
  client: JobClient;
  /** Forgets all waiting jobs. */
  empty: () => Promise<void>;
  /** Where the other platforms keep their jobs. */
  rivals: RivalServers;
  /** Measured rounds of each contender. */
  rounds: number;
}

/** One measured case; some give several results at once. */
export interface JobsCase {
  name: string;
  /** It takes minutes: runs only when it is named. */
  onlyWhenNamed?: boolean;
  run: (stage: JobsStage) => Promise<BenchResult[]>;
}

export async function withJobsStage<T>(rounds: number, work: (stage: JobsStage) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'kickoff-bench-'));
  const nats = await startNats({ directory: join(directory, 'nats') });
  const broker = await Broker.connect({ servers: nats.url, name: 'bench' });
  const rivals = new RivalServers(join(directory, 'rivals'), nats.url);
  try {
    await applyTopology(broker, [benchWorkload]);
    const client = new JobClient(broker);
    const empty = async () => void (await broker.manager.streams.purge('JOBS_bench'));
    return await work({ url: nats.url, directory, broker, client, empty, rivals, rounds });
  } finally {
    await broker.close();
    await Promise.all([nats.stop(), rivals.stop()]);
    await rm(directory, { recursive: true, force: true });
  }
}
