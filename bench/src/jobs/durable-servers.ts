import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, startNats, type NatsServer } from '@kickoff/embedded';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { benchWorkload } from './no-op.js';

const LEADER_TIMEOUT_MS = 60_000;
const LOOK_EVERY_MS = 100;

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
  const running = await (servers === 1 ? startOne(directory) : startCluster(directory, servers));
  const broker = await Broker.connect({ servers: running[0]!.url, name: 'bench' });
  await leaderOf(broker);
  await applyTopology(broker, [benchWorkload], { replicas: servers });
  return {
    url: running[0]!.url,
    broker,
    client: new JobClient(broker),
    empty: async () => void (await broker.manager.streams.purge('JOBS_bench')),
    stop: async () => {
      await broker.close();
      await Promise.all(running.map((server) => server.stop()));
    },
  };
}

async function startOne(directory: string): Promise<NatsServer[]> {
  return [await startNats({ directory, extraConfig: syncAlways(directory) })];
}

async function startCluster(directory: string, servers: number): Promise<NatsServer[]> {
  const ports = await Promise.all(Array.from({ length: servers }, () => freePort()));
  const routes = ports.map((port) => `"nats://127.0.0.1:${port}"`).join(', ');
  return Promise.all(
    ports.map((port, index) => {
      const own = join(directory, String(index));
      const cluster = `cluster { name: bench, listen: "127.0.0.1:${port}", routes: [${routes}] }`;
      return startNats({ directory: own, extraConfig: `${syncAlways(own)}\n${cluster}` });
    }),
  );
}

/** Takes the place of the block that `startNats` writes. */
function syncAlways(directory: string): string {
  return `jetstream { store_dir: ${JSON.stringify(directory)}, sync_interval: always }`;
}

/** A cluster that has just been started elects the leader of its streams first. */
async function leaderOf({ manager }: Broker): Promise<void> {
  const deadline = Date.now() + LEADER_TIMEOUT_MS;
  for (;;) {
    try {
      await manager.getAccountInfo();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(LOOK_EVERY_MS);
    }
  }
}
