import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { jobsStream, parsePosition, type LiveMessage } from '@kickoff/contracts';
import { Platform } from '@kickoff/embedded';
import { Broker, JobClient } from '@kickoff/jobs';
import { connectLive, type LiveConnection } from '@kickoff/live-client';
import { pollLiveMatches, type MatchMessage } from '@kickoff/live-scores/contracts';
import { until } from '../replay/until.js';

/** All services as real processes over a simulated evening, whose time passes when the test says so. */

const WORKLOAD = 'live-scores';
const TIMEOUT_MS = 150_000;

export type MatchLiveMessage = LiveMessage<MatchMessage>;

/** What one subscriber of one path heard. */
export interface Listener {
  path: string;
  /** Number of the last message that was there when it began to listen. */
  since: number;
  messages: MatchLiveMessage[];
}

export class LiveEvening {
  private readonly connections: LiveConnection[] = [];
  private readonly listeners: Listener[] = [];

  private constructor(
    private readonly platform: Platform,
    private readonly directory: string,
    readonly broker: Broker,
    private readonly jobs: JobClient,
    readonly database: pg.Client,
  ) {}

  /** @param slots of the simulator; nine of ten have a match in play */
  static async start(slots: number): Promise<LiveEvening> {
    const directory = await mkdtemp(join(tmpdir(), 'kickoff-load-'));
    const platform = await Platform.start({
      directory,
      durability: 'fast',
      environment: (_, { simulator }) => ({
        SIMULATOR_MODE: 'endless',
        SIMULATOR_SPEED: '1',
        SIMULATOR_MATCHES: String(slots),
        SIMULATOR_OTHER_MATCHES: '0',
        LIVE_SCORES_SCHEDULES: 'off',
        LIVE_SCORES_SPORTS: 'football',
        LIVE_SCORES_FOOTBALL_URL: `${simulator}/football`,
        LIVE_SCORES_API_KEY: 'load',
        LIVE_SCORES_REQUESTS_PER_SECOND: '1000',
      }),
    });
    const broker = await Broker.connect({ servers: platform.addresses.nats, name: 'load' });
    const database = new pg.Client({ connectionString: platform.addresses.postgres });
    await database.connect();
    return new LiveEvening(platform, directory, broker, new JobClient(broker), database);
  }

  /** A socket of its own that subscribes to a path; the first listens to everything. */
  async listen(path: string): Promise<Listener> {
    const connection = connectLive({ url: this.platform.addresses.gateway, reconnectJitterMs: 0 });
    this.connections.push(connection);
    const listener: Listener = { path, since: offsetOf(this.listeners[0]?.messages.at(-1)), messages: [] };
    this.listeners.push(listener);
    const { ready } = connection.subscribe(path, {
      onMessage: (message: LiveMessage) => void listener.messages.push(message as MatchLiveMessage),
    });
    await ready;
    return listener;
  }

  /** Lets match time pass, then polls; does not wait for what the poll leads to. */
  async pollAfter(matchTimeMs: number): Promise<void> {
    if (matchTimeMs > 0) await this.skip(matchTimeMs);
    await this.jobs.enqueue(pollLiveMatches, { sport: 'football' });
  }

  /** Waits until no job is left, listeners have heard the last message, and the record has the last event. */
  async settle(): Promise<void> {
    const manager = this.broker.manager;
    await until(async () => (await manager.streams.info(jobsStream(WORKLOAD))).state.messages === 0, {
      timeoutMs: TIMEOUT_MS,
      what: 'the jobs',
    });
    const { state } = await manager.streams.info('BROADCAST');
    const [all, ...others] = this.listeners;
    await until(() => offsetOf(all!.messages.at(-1)) >= state.last_seq, {
      timeoutMs: TIMEOUT_MS,
      what: 'the last message',
    });
    for (const other of others) {
      const last = all!.messages.findLast(({ channel }) => channel.startsWith(`${other.path}/`));
      const isDue = offsetOf(last) > other.since;
      await until(() => !isDue || offsetOf(other.messages.at(-1)) >= offsetOf(last), {
        timeoutMs: TIMEOUT_MS,
        what: `the last message of ${other.path}`,
      });
    }
    await until(
      async () => {
        const { num_pending, num_ack_pending } = await manager.consumers.info('EVENTS', 'recorder');
        return num_pending === 0 && num_ack_pending === 0;
      },
      { timeoutMs: TIMEOUT_MS, what: 'the record' },
    );
  }

  /** What the upstream says now. */
  async upstream(): Promise<UpstreamMatch[]> {
    const response = await fetch(`${this.platform.addresses.simulator}/football/fixtures?live=all`, {
      headers: { 'x-apisports-key': 'load' },
    });
    return ((await response.json()) as { response: UpstreamMatch[] }).response;
  }

  async stop(): Promise<void> {
    for (const connection of this.connections) connection.close();
    await this.database.end();
    await this.broker.close();
    await this.platform.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  private async skip(ms: number): Promise<void> {
    const response = await fetch(`${this.platform.addresses.simulator}/__control`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ skipMs: ms }),
    });
    if (!response.ok) throw new Error(`the simulator refused to skip ${ms} ms: ${await response.text()}`);
    await response.body?.cancel();
  }
}

export interface UpstreamMatch {
  fixture: { id: number; status: { short: string; elapsed: number | null } };
  goals: { home: number | null; away: number | null };
}

export function offsetOf(message: LiveMessage | undefined): number {
  return (message && parsePosition(message.offset)?.sequence) ?? 0;
}
