import { NatsCluster, startNats } from '@kickoff/embedded';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { benchWorkload } from './no-op.js';

/** nats-servers that write every message to disk before they confirm it, with the streams on each of them. */
export interface DurableServers {
  url: string;
  broker: Broker;
  client: JobClient;
  empty: () => Promise<void>;
  stop: () => Promise<void>;
}

/** One server, or several that form a cluster. */
export async function startDurableServers(directory: string, servers: 1 | 3): Promise<DurableServers> {
  const { urls, stop } = await (servers === 1 ? startOne(directory) : startCluster(directory, servers));
  const broker = await Broker.connect({ servers: urls, name: 'bench' });
  await applyTopology(broker, [benchWorkload], { replicas: servers });
  return {
    url: urls[0]!,
    broker,
    client: new JobClient(broker),
    empty: async () => void (await broker.manager.streams.purge('JOBS_bench')),
    stop: async () => {
      await broker.close();
      await stop();
    },
  };
}

interface Running {
  urls: string[];
  stop: () => Promise<void>;
}

async function startOne(directory: string): Promise<Running> {
  const server = await startNats({ directory, extraConfig: syncAlways(directory) });
  return { urls: [server.url], stop: () => server.stop() };
}

async function startCluster(directory: string, size: number): Promise<Running> {
  const cluster = await NatsCluster.start({ directory, size, extraConfig: syncAlways });
  return { urls: cluster.urls, stop: () => cluster.stop() };
}

/** Takes the place of the block that `startNats` writes. */
function syncAlways(directory: string): string {
  return `jetstream { store_dir: ${JSON.stringify(directory)}, sync_interval: always }`;
}
