import { Module, type DynamicModule } from '@nestjs/common';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { JobClient } from '@kickoff/jobs';
import { RunningLoops } from './running-loops.js';
import { schedulerLoops, type SchedulerContext } from './scheduler-loops.js';

/** The scheduler service: limits, schedules, flows, buckets, admission and the outbox, each a loop that any replica may run. */
@Module({})
export class SchedulerModule {
  static for(context: SchedulerContext): DynamicModule {
    return {
      module: SchedulerModule,
      providers: [
        {
          provide: RunningLoops,
          inject: [DataSource, JobClient, Registry],
          useFactory: (dataSource: DataSource, client: JobClient, registry: Registry) =>
            new RunningLoops(schedulerLoops(context, { dataSource, client, registry })),
        },
      ],
    };
  }
}
