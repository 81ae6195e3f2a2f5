import { Controller, Get, Header, Inject, Module, Res, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { Registry } from 'prom-client';
import { listenOn } from '../service/listen-on.js';
import { Readiness } from './readiness.js';

@Controller()
class HealthController {
  constructor(
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(Registry) private readonly registry: Registry,
  ) {}

  /** The process runs its event loop. Never depends on anything outside, so that an outage restarts nobody. */
  @Get('health/live')
  live() {
    return { status: 'live', uptimeSeconds: Math.round(process.uptime()) };
  }

  @Get('health/ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const { ready, dependencies } = this.readiness.report();
    void reply.status(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not ready', dependencies };
  }

  @Get('metrics')
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  metrics() {
    return this.registry.metrics();
  }
}

@Module({})
class HealthModule {}

/**
 * Serves health and metrics on a port of its own: probes are answered before the broker is reached and until the very
 * end of a shutdown, and are never reachable from where the service itself is.
 */
export class HealthServer {
  private constructor(
    private readonly app: NestFastifyApplication,
    readonly port: number,
  ) {}

  /** @throws ConfigurationInvalid on HEALTH_PORT when the port is taken */
  static async start(port: number, readiness: Readiness, registry: Registry): Promise<HealthServer> {
    const module: DynamicModule = {
      module: HealthModule,
      controllers: [HealthController],
      providers: [
        { provide: Readiness, useValue: readiness },
        { provide: Registry, useValue: registry },
      ],
    };
    const app = await NestFactory.create<NestFastifyApplication>(
      module,
      new FastifyAdapter({ forceCloseConnections: true }),
      { logger: false, abortOnError: false },
    );
    return new HealthServer(app, await listenOn(app, { port, setting: 'HEALTH_PORT' }));
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}
