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
import { LiveServer } from './live/live-server.js';
import type { Log } from './live/log.js';
import { tokenKeys, type TokenSettings } from './token-keys.js';

const DEPENDENCY = 'broadcasts';
const CHECK_READY_MS = 500;

/** Live delivery as part of the service: on its HTTP server, told apart in readiness, counted in its metrics. */
@Injectable()
export class LiveService implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private live: LiveServer | undefined;
  private checking: NodeJS.Timeout | undefined;

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
    const live = new LiveServer({
      http,
      broker: this.broker,
      channels: Object.fromEntries(workloads.map(({ workload }) => [workload.name, workload.channels])),
      tokens: tokenKeys(settings),
      log: logOn(log),
    });
    this.live = live;
    publishLiveNumbers(this.metrics.registry, () => live.numbers);
  }

  /** Does not wait: filling the ring takes a moment, and the health server tells about it. */
  onApplicationBootstrap(): void {
    void this.live?.start();
    this.tell();
    this.checking = setInterval(() => this.tell(), CHECK_READY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.checking);
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
