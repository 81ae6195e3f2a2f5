import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import { Registry } from 'prom-client';
import { Broker, JobClient } from '@kickoff/jobs';
import { Readiness } from '../health/readiness.js';
import { NestLog } from '../logging/service-log.js';
import { ServiceMetrics } from '../metrics/service-metrics.js';
import type { ServiceContext } from './service-definition.js';
import { SERVICE_CONTEXT, SETTINGS, WORKLOADS } from './tokens.js';

export interface KickoffParts {
  context: ServiceContext;
  client: JobClient;
  readiness: Readiness;
  metrics: ServiceMetrics;
}

/** What everything in a service may inject: settings, workloads, broker, job client, database, readiness and metrics. */
@Global()
@Module({})
export class KickoffModule {
  static for({ context, client, readiness, metrics }: KickoffParts): DynamicModule {
    const providers: Provider[] = [
      NestLog,
      { provide: SERVICE_CONTEXT, useValue: context },
      { provide: SETTINGS, useValue: context.settings },
      { provide: WORKLOADS, useValue: context.workloads },
      { provide: Broker, useValue: context.broker },
      { provide: JobClient, useValue: client },
      { provide: Readiness, useValue: readiness },
      { provide: ServiceMetrics, useValue: metrics },
      { provide: Registry, useValue: metrics.registry },
      ...(context.database?.providers ?? []),
    ];
    return {
      module: KickoffModule,
      imports: [
        DiscoveryModule,
        // Its middleware would log requests, and their headers with the keys in them; the api logs its own.
        LoggerModule.forRoot({ pinoHttp: { logger: context.log, autoLogging: false } }),
      ],
      providers,
      exports: providers.map((provider) => (typeof provider === 'function' ? provider : provider.provide)),
    };
  }
}
