/** Several nats-servers on this machine that form one JetStream cluster. For tests and benchmarks. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../process/free-port.js';
import { type NatsServer, startNats } from './nats-server.js';

export interface NatsClusterOptions {
  /** Each server has a folder of its own in it. */
  readonly directory: string;
  /** Default 3: the fewest of which one may be lost. */
  readonly size?: number;
  /** Appended to the configuration of the server whose data is in that folder. */
  readonly extraConfig?: (directory: string) => string;
}

/** The servers that keep something together: the cluster itself, a stream, a consumer. */
interface Group {
  leader?: string;
  /** The others, as this server sees them. */
  replicas?: { current?: boolean; offline?: boolean }[] | null;
}

/** The parts of `/jsz` that tell of groups. */
interface Overview {
  meta_cluster?: Group;
  account_details?: { stream_detail?: StreamDetail[] }[];
}

interface StreamDetail {
  name: string;
  cluster?: Group;
  consumer_detail?: { cluster?: Group }[];
}

interface Member {
  server: NatsServer;
  /** Address of its monitoring. */
  monitor: string;
}

const LOOK_EVERY_MS = 50;
const PATIENCE_MS = 60_000;

export class NatsCluster {
  private constructor(private readonly members: readonly Member[]) {}

  /** Resolves when every server is ready and they have a leader. */
  static async start({ directory, size = 3, extraConfig }: NatsClusterOptions): Promise<NatsCluster> {
    const routes: number[] = [];
    const monitors: number[] = [];
    for (let index = 0; index < size; index += 1) routes.push(await freePort());
    for (let index = 0; index < size; index += 1) monitors.push(await freePort());
    const known = routes.map((port) => `"nats://127.0.0.1:${port}"`).join(', ');
    const starts = await Promise.allSettled(
      routes.map(async (port, index): Promise<Member> => {
        const own = join(directory, String(index));
        const config = [
          `cluster { name: kickoff, listen: "127.0.0.1:${port}", routes: [${known}] }`,
          `http: "127.0.0.1:${monitors[index]}"`,
          extraConfig?.(own) ?? '',
        ];
        const server = await startNats({ directory: own, extraConfig: config.join('\n') });
        return { server, monitor: `http://127.0.0.1:${monitors[index]}` };
      }),
    );
    const members = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    const cluster = new NatsCluster(members);
    try {
      for (const start of starts) if (start.status === 'rejected') throw start.reason;
      await cluster.current();
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  get servers(): readonly NatsServer[] {
    return this.members.map(({ server }) => server);
  }

  /** Addresses of all of them, for a client. */
  get urls(): string[] {
    return this.members.map(({ server }) => server.url);
  }

  /**
   * The server that leads a stream, or without a stream the one that leads the cluster's own group, which places streams
   * and consumers. Waits for an election.
   */
  async leader(stream?: string): Promise<NatsServer> {
    return this.patiently(`a leader of ${stream ?? 'the cluster'}`, async () => {
      const running = this.members.find(({ server }) => server.running);
      const overview = running && (await overviewOf(running));
      const group =
        stream === undefined
          ? overview?.meta_cluster
          : overview && streamsOf(overview).find(({ name }) => name === stream)?.cluster;
      return this.servers.find(({ name, running: runs }) => runs && name === group?.leader);
    });
  }

  /** Resolves when every server runs and has all that the others have, so that any one of them may be lost. */
  async current(): Promise<void> {
    await this.patiently('every server to be current', async () => {
      const answers = await Promise.all(this.members.map((member) => isCurrent(member)));
      return answers.every(Boolean) || undefined;
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }

  private async patiently<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new Error(`waited ${PATIENCE_MS / 1_000} s in vain for ${what}`);
      await delay(LOOK_EVERY_MS);
    }
  }
}

/** By its own word, and of the others by the word of who leads them. */
async function isCurrent(member: Member): Promise<boolean> {
  const health = await get(`${member.monitor}/healthz`);
  const overview = health?.ok && (await overviewOf(member));
  if (!overview) return false;
  const groups = [
    overview.meta_cluster,
    ...streamsOf(overview).flatMap(({ cluster, consumer_detail }) => [
      cluster,
      ...(consumer_detail ?? []).map((consumer) => consumer.cluster),
    ]),
  ];
  return groups.every((group) => {
    if (!group?.leader) return false;
    const others = group.leader === member.server.name ? (group.replicas ?? []) : [];
    return others.every(({ current, offline }) => current === true && offline !== true);
  });
}

async function overviewOf({ monitor }: Member): Promise<Overview | undefined> {
  const answer = await get(`${monitor}/jsz?accounts=true&streams=true&consumers=true`);
  return answer?.ok ? (JSON.parse(answer.text) as Overview) : undefined;
}

function streamsOf({ account_details = [] }: Overview): StreamDetail[] {
  return account_details.flatMap(({ stream_detail = [] }) => stream_detail);
}

/** Undefined when nobody answers. */
async function get(url: string): Promise<{ ok: boolean; text: string } | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return { ok: response.ok, text: await response.text() };
  } catch {
    return undefined;
  }
}
