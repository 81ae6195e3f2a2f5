import type { DataSource } from 'typeorm';
import { OperationStore } from './operation-store.js';

export interface OperationSweepOptions {
  dataSource: DataSource;
  /** Time between turns in milliseconds. Default 5000. */
  everyMs?: number;
  onError?: (error: unknown) => void;
}

const DEFAULT_EVERY_MS = 5_000;

/**
 * Ends operations whose job has ended without ending them: it was aborted before it ran, or it died. By the word of the
 * record; every replica looks, and each end is written once.
 */
export class OperationSweep {
  private readonly operations: OperationStore;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> | undefined;

  constructor(private readonly options: OperationSweepOptions) {
    this.operations = new OperationStore(options.dataSource);
  }

  start(signal?: AbortSignal): void {
    signal?.addEventListener('abort', () => void this.stop(), { once: true });
    this.timer = setInterval(() => {
      this.running ??= this.runOnce()
        .catch((error: unknown) => this.options.onError?.(error))
        .finally(() => (this.running = undefined));
    }, this.options.everyMs ?? DEFAULT_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /**
   * @returns how many it has ended
   * @throws DatabaseUnavailable
   */
  async runOnce(): Promise<{ ended: number }> {
    let ended = 0;
    for (const operation of await this.operations.orphaned()) if (await this.operations.end(operation)) ended += 1;
    return { ended };
  }
}
