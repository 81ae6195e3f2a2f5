import { setTimeout as sleep } from 'node:timers/promises';
import { ControlWatch, type Broker } from '@kickoff/jobs';

const RETRY_MS = 1_000;

/**
 * Follows the control bucket for the service's own client, so that it refuses to enqueue while admission is closed. In the
 * background: the bucket may not be made yet, and no service needs another to start first.
 */
export function followControl(broker: Broker): { control: ControlWatch; stop: () => void } {
  const control = new ControlWatch(broker);
  const stopped = new AbortController();
  void start(control, stopped.signal);
  return {
    control,
    stop: () => {
      stopped.abort();
      control.stop();
    },
  };
}

async function start(control: ControlWatch, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      return await control.start();
    } catch {
      await sleep(RETRY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
