import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jobsStream, parsePosition, type LiveMessage } from '@kickoff/contracts';
import { Platform, type ServiceName } from '@kickoff/embedded';
import { Broker, JobClient } from '@kickoff/jobs';
import { connectLive, type LiveConnection } from '@kickoff/live-client';
import { pollLiveMatches, pollScheduledMatches } from '@kickoff/live-scores/contracts';
import type { Receipts } from './receipts.js';

const STREAM = jobsStream('live-scores');
const WORKED_OFF_TIMEOUT_MS = 120_000;
const LOOK_EVERY_MS = 25;

/** All services as real processes, and one client of the gateway that hears everything. */
export class KickoffPipeline {
  private lastOffset = 0;

  private constructor(
    readonly platform: Platform,
    private readonly directory: string,
    private readonly broker: Broker,
    private readonly jobs: JobClient,
  ) {}

  private live: LiveConnection | undefined;

  static async start(simulator: Record<string, string>, receipts: Receipts): Promise<KickoffPipeline> {
    const directory = await mkdtemp(join(tmpdir(), 'kickoff-bench-'));
    const environment = (name: ServiceName | 'migrate', addresses: { simulator: string }) => ({
      ...(name === 'simulator' ? simulator : {}),
      LIVE_SCORES_SCHEDULES: 'off',
      LIVE_SCORES_SPORTS: 'football',
      LIVE_SCORES_FOOTBALL_URL: `${addresses.simulator}/football`,
      LIVE_SCORES_API_KEY: 'bench',
      LIVE_SCORES_REQUESTS_PER_SECOND: '1000',
      LIVE_SCORES_REQUESTS_PER_DAY: '1000000',
      KICKOFF_LOG_LEVEL: 'warn',
    });
    const platform = await Platform.start({ directory, environment });
    const broker = await Broker.connect({ servers: platform.addresses.nats, name: 'bench' });
    const pipeline = new KickoffPipeline(platform, directory, broker, new JobClient(broker));
    pipeline.live = connectLive({ url: platform.addresses.gateway, reconnectJitterMs: 0 });
    const subscription = pipeline.live.subscribe('live-scores', {
      onMessage: ({ offset, data }: LiveMessage) => {
        const { upstreamAt } = data as { upstreamAt?: number };
        if (upstreamAt !== undefined) receipts.add(upstreamAt);
        pipeline.lastOffset = parsePosition(offset)?.sequence ?? pipeline.lastOffset;
      },
    });
    await subscription.ready;
    return pipeline;
  }

  pollLive(): Promise<void> {
    return this.poll(() => this.jobs.enqueue(pollLiveMatches, { sport: 'football' }));
  }

  pollScheduled(): Promise<void> {
    return this.poll(() => this.jobs.enqueue(pollScheduledMatches, { sport: 'football' }));
  }

  async stop(): Promise<void> {
    this.live?.close();
    await this.broker.close();
    await this.platform.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** One poll, until no job is left and the client has heard all that was broadcast. */
  private async poll(enqueue: () => Promise<unknown>): Promise<void> {
    await enqueue();
    const deadline = Date.now() + WORKED_OFF_TIMEOUT_MS;
    while ((await this.broker.manager.streams.info(STREAM)).state.messages > 0) await this.wait(deadline);
    const { state } = await this.broker.manager.streams.info('BROADCAST');
    while (this.lastOffset < state.last_seq) await this.wait(deadline);
  }

  private async wait(deadline: number): Promise<void> {
    if (Date.now() > deadline) throw new Error(`a poll was not worked off after ${WORKED_OFF_TIMEOUT_MS / 1_000} s`);
    await sleep(LOOK_EVERY_MS);
  }
}
