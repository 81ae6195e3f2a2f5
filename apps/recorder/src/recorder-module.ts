import { Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { SERVICE_SETTINGS, ServiceContext } from '@kickoff/nest';
import { ServiceMetrics } from '@kickoff/nest';
import { RecorderLoops } from './recorder-loops.js';

export type RecorderContext = ServiceContext<z.output<(typeof SERVICE_SETTINGS)['recorder']>>;

/** The recorder service: job events and waiting jobs into PostgreSQL. Any number of replicas share the work. */
@Module({})
export class RecorderModule {
  static for(context: RecorderContext): DynamicModule {
    return {
      module: RecorderModule,
      providers: [
        {
          provide: RecorderLoops,
          inject: [DataSource, ServiceMetrics],
          useFactory: (dataSource: DataSource, metrics: ServiceMetrics) =>
            new RecorderLoops(context, dataSource, metrics.registry),
        },
      ],
    };
  }
}
