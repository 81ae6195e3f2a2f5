import { setTimeout as delay } from 'node:timers/promises';
import { BULK_MOVES, platformWorkload, runOperation } from '@kickoff/contracts';
import { handle, Worker, type BrokerOptions, type JobClient } from '@kickoff/jobs';
import type { DataSource } from 'typeorm';
import { isConnectionError } from '../connection/connection-error.js';
import { PostgresRecordLookup } from '../transactions/record-lookup.js';
import { OperationRunner } from './run-operation.js';

export interface OperationWorkerOptions {
  dataSource: DataSource;
  client: JobClient;
  /** For its heartbeats, which have a connection of their own. */
  connection: BrokerOptions;
  /** Operations that run at once. Default 4. */
  slots?: number;
  onError?: (error: unknown) => void;
}

const DEFAULT_SLOTS = 4;
const START_AGAIN_MS = 1_000;

/** Serves the platform's own workload. Waits for its stream, which the migrate command makes. */
export class OperationWorker {
  private readonly worker: Worker;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: OperationWorkerOptions) {
    const { dataSource, client, connection, slots = DEFAULT_SLOTS, onError } = options;
    const runner = new OperationRunner({ dataSource, client });
    this.worker = new Worker({
      connection,
      broker: client.broker,
      workload: platformWorkload,
      queues: [{ name: runOperation.queue, slots }],
      handlers: [handle(runOperation, (_, job) => runner.run(job))],
      limits: [BULK_MOVES],
      record: new PostgresRecordLookup(dataSource),
      isOutage: isConnectionError,
    });
    this.worker.on('warning', (_, error) => onError?.(error));
    this.worker.on('failed', (_, error) => onError?.(error));
  }

  start(): void {
    this.running ??= this.startPatiently(this.stopping.signal);
  }

  /** What runs goes back, and on elsewhere from where it stands. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.worker.stop({ graceMs: 0 });
  }

  private async startPatiently(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        return await this.worker.start();
      } catch (error) {
        this.options.onError?.(error);
        await delay(START_AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
