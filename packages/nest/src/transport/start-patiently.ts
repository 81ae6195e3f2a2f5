import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigurationInvalid, ContractChanged } from '@kickoff/contracts';
import type { Worker } from '@kickoff/jobs';

const RETRY_MS = 1_000;

export interface StartPatientlyOptions {
  /** Ends the tries. */
  signal: AbortSignal;
  /** Told of every failed try, in words. */
  onWaiting: (reason: string) => void;
}

/**
 * Starts a worker, trying again while the broker cannot serve it: the streams may not be made yet, or the server has
 * gone away again. No service needs another to start first.
 *
 * @throws ConfigurationInvalid, ContractChanged at once, since no later try would go better
 */
export async function startPatiently(
  makeWorker: () => Worker,
  { signal, onWaiting }: StartPatientlyOptions,
): Promise<Worker> {
  for (;;) {
    signal.throwIfAborted();
    const worker = makeWorker();
    try {
      await worker.start();
      return worker;
    } catch (error) {
      await worker.stop({ graceMs: 0 });
      if (error instanceof ConfigurationInvalid || error instanceof ContractChanged) throw error;
      onWaiting(reasonOf(error));
      await sleep(RETRY_MS, undefined, { signal });
    }
  }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /stream not found/i.test(message) ? 'its stream does not exist yet; `kickoff migrate` makes it' : message;
}
