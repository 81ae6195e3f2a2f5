import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server as HttpServer } from 'node:http';
import { Broker } from '@kickoff/jobs';
import { Readiness, SERVICE_CONTEXT, ServiceMetrics, type ServiceContext, type ServiceLog } from '@kickoff/nest';
import { publishLiveNumbers } from './live-metrics.js';
import { AnnouncedChannels } from './live/announced-channels.js';
import { LiveServer } from './live/live-server.js';
import type { Log } from './live/log.js';
import { tokenKeys, type TokenSettings } from './token-keys.js';

const DEPENDENCY = 'broadcasts';
const CHECK_READY_MS = 500;

/** Live delivery as part of the service: on its HTTP server, told apart in readiness, counted in its metrics. */
@Injectable()
export class LiveService implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private live: LiveServer | undefined;
  private channels: AnnouncedChannels | undefined;
  private checking: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    @Inject(HttpAdapterHost) private readonly adapter: HttpAdapterHost,
    @Inject(Broker) private readonly broker: Broker,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(ServiceMetrics) private readonly metrics: ServiceMetrics,
    @Inject(SERVICE_CONTEXT) private readonly context: ServiceContext & { settings: TokenSettings },
  ) {}

  onModuleInit(): void {
    const { workloads, settings, log } = this.context;
    const http: HttpServer = this.adapter.httpAdapter.getHttpServer();
    const loaded = Object.fromEntries(workloads.map(({ workload }) => [workload.name, workload.channels]));
    const told = logOn(log);
    const live = new LiveServer({
      http,
      broker: this.broker,
      channels: loaded,
      tokens: tokenKeys(settings),
      log: told,
    });
    this.live = live;
    this.channels = new AnnouncedChannels(this.broker, loaded, (channels) => live.useChannels(channels), told);
    publishLiveNumbers(this.metrics.registry, () => live.numbers);
  }

  /** Does not wait: filling the ring takes a moment, and the health server tells about it. */
  onApplicationBootstrap(): void {
    void this.start();
    this.tell();
    this.checking = setInterval(() => this.tell(), CHECK_READY_MS);
  }

  /** Nobody is answered before it is known which workloads there are. */
  private async start(): Promise<void> {
    await this.channels?.start();
    if (!this.stopping) await this.live?.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.checking);
    this.channels?.stop();
    await this.live?.stop();
  }

  private tell(): void {
    this.readiness.set(DEPENDENCY, this.live?.ready ? { up: true } : { up: false, detail: 'catching up' });
  }
}

function logOn(log: ServiceLog): Log {
  const fields = ({ error, ...rest }: Record<string, unknown> = {}): object => (error ? { ...rest, err: error } : rest);
  return {
    info: (message, more) => log.info(fields(more), message),
    warn: (message, more) => log.warn(fields(more), message),
  };
}
