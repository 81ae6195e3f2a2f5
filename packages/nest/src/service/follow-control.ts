import { setTimeout as sleep } from 'node:timers/promises';
import { ControlWatch, keepUnreadable, type Broker } from '@kickoff/jobs';
import type { ServiceLog } from '../logging/service-log.js';

const RETRY_MS = 1_000;

/**
 * Follows the control bucket for the service's own client, so that it refuses to enqueue while admission is closed. In the
 * background: the bucket may not be made yet, and no service needs another to start first.
 */
export function followControl(broker: Broker, log: ServiceLog): { control: ControlWatch; stop: () => void } {
  const control = new ControlWatch(broker, (entry) => {
    keepUnreadable(broker.connection, entry, 'is no entry of that kind').then(
      (error) => log.warn({ err: error }, 'a message is invalid and passed over'),
      (error: unknown) => log.warn({ err: error, subject: entry.subject }, 'an invalid message could not be kept'),
    );
  });
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
