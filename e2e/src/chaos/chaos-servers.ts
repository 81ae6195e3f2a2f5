import { join } from 'node:path';
import { jobsStream } from '@kickoff/contracts';
import { NatsCluster, startNats } from '@kickoff/embedded';
import { platformStreams } from '@kickoff/jobs';

/** The nats-servers of a run: one, or three with every stream on each of them. */
export interface ChaosServers {
  urls: string[];
  replicas: number;
  /** Kills one as a crash would, and starts it again; resolves when another may be killed. */
  crash(random: () => number): Promise<void>;
  stop(): Promise<void>;
}

export async function startServers(directory: string, size: 1 | 3): Promise<ChaosServers> {
  return size === 1 ? startOne(directory) : startCluster(directory, size);
}

async function startOne(directory: string): Promise<ChaosServers> {
  const server = await startNats({ directory: join(directory, 'nats') });
  return {
    urls: [server.url],
    replicas: 1,
    crash: async () => {
      await server.kill();
      await server.start();
    },
    stop: () => server.stop(),
  };
}

/** The leader of the jobs every other time, else that of another stream or of the cluster's own group. */
async function startCluster(directory: string, size: number): Promise<ChaosServers> {
  const cluster = await NatsCluster.start({ directory: join(directory, 'nats'), size });
  const others = [undefined, ...platformStreams().map(({ name }) => name)];
  let crashes = 0;
  return {
    urls: cluster.urls,
    replicas: size,
    crash: async (random) => {
      crashes += 1;
      const led = crashes % 2 === 1 ? jobsStream('chaos') : others[Math.floor(random() * others.length)];
      const leader = await cluster.leader(led);
      await leader.kill();
      await leader.start();
      await cluster.current();
    },
    stop: () => cluster.stop(),
  };
}
