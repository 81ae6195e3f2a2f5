import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { durationMs } from '@kickoff/contracts';
import { DownSampler, Intake, MinuteCounter, PartitionKeeper, Recorder, Retention } from '@kickoff/database';
import type { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { alertLoops } from './alerts/alert-loops.js';
import type { RecorderContext } from './recorder-module.js';
import { publishRecorderNumbers } from './recorder-metrics.js';

/** Runs the loops of the record for as long as the application. */
export class RecorderLoops implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loops: readonly { start(): void; stop(): Promise<void> }[];

  constructor(context: RecorderContext, dataSource: DataSource, registry: Registry) {
    const { broker, log, settings } = context;
    const { connection } = broker;
    const failing = (loop: string) => (error: unknown) =>
      log.warn({ loop, err: error }, 'a turn failed; it is repeated');
    const recorder = new Recorder({
      dataSource,
      connection,
      onBadEvent: (error) => log.warn({ err: error }, 'an event cannot be recorded and is passed over'),
      onError: failing('events'),
    });
    const intake = new Intake({ dataSource, connection, onError: failing('intake') });
    const retention = new Retention({
      dataSource,
      keptFor: {
        succeededMs: durationMs(settings.KICKOFF_KEEP_SUCCEEDED),
        cancelledMs: durationMs(settings.KICKOFF_KEEP_CANCELLED),
        deadMs: durationMs(settings.KICKOFF_KEEP_DEAD),
        flowsMs: durationMs(settings.KICKOFF_KEEP_FLOWS),
      },
      onError: failing('retention'),
    });
    const minutesMs = durationMs(settings.KICKOFF_STATISTICS_MINUTES);
    this.loops = [
      recorder,
      intake,
      retention,
      new PartitionKeeper({ dataSource, onError: failing('partitions') }),
      new MinuteCounter({ dataSource, keepMs: minutesMs, onError: failing('statistics') }),
      new DownSampler({
        dataSource,
        minutesMs,
        hoursMs: durationMs(settings.KICKOFF_STATISTICS_HOURS),
        daysMs: durationMs(settings.KICKOFF_STATISTICS_DAYS),
        onError: failing('down-sampling'),
      }),
      ...alertLoops(context, dataSource, registry, failing),
    ];
    publishRecorderNumbers(registry, { recorder, intake, retention });
  }

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }
}
