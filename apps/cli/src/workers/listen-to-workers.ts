import { announceSubject, WorkerAnnouncement } from '@kickoff/contracts';
import type { Broker, KnownWorker } from '@kickoff/jobs';
import { progressBar } from '../cli/progress-bar.js';

export interface ListenOptions {
  timeoutMs: number;
  /** Takes the progress bar. */
  stderr: NodeJS.WriteStream;
}

/** Milliseconds until each of these workers announced itself, by `<workload>.<name>`; those that did not are missing. */
export async function listenToWorkers(
  { connection }: Broker,
  workers: readonly Pick<KnownWorker, 'name' | 'workload'>[],
  { timeoutMs, stderr }: ListenOptions,
): Promise<Map<string, number>> {
  const waiting = new Set(workers.map(({ name, workload }) => `${workload}.${name}`));
  const heard = new Map<string, number>();
  const bar = progressBar('workers heard', waiting.size, stderr);
  const from = performance.now();
  const subscription = connection.subscribe(announceSubject('*', 'worker'));
  const late = setTimeout(() => subscription.unsubscribe(), timeoutMs);
  for await (const message of subscription) {
    const worker = announcementOf(() => message.json());
    const key = worker && `${worker.workload}.${worker.name}`;
    if (key === undefined || !waiting.delete(key)) continue;
    heard.set(key, Math.round(performance.now() - from));
    bar.increment();
    if (waiting.size === 0) break;
  }
  clearTimeout(late);
  bar.stop();
  return heard;
}

function announcementOf(read: () => unknown): WorkerAnnouncement | undefined {
  try {
    const announcement = WorkerAnnouncement.safeParse(read()).data;
    return announcement?.stopping ? undefined : announcement;
  } catch {
    // Not JSON: the scheduler keeps it apart and tells of it.
    return undefined;
  }
}
