import { DrainWatch, type Worker } from '@kickoff/jobs';
import type { ServiceLog } from '../logging/service-log.js';

export interface WatchRestartsOptions {
  log: ServiceLog;
  /** A restart was asked for and nothing runs any more: the process is to end. */
  onDrained: () => void;
}

/** A restart is a process's, so what one of its workers is told holds for all. Returns what stops it. */
export function watchRestarts(workers: readonly Worker[], { log, onDrained }: WatchRestartsOptions): () => void {
  const drain = new DrainWatch(() => workers.reduce((sum, worker) => sum + worker.inHand, 0), onDrained);
  for (const worker of workers) {
    worker.on('restartAsked', ({ reason, by }) => {
      log.info(
        { worker: worker.name, reason, by },
        'is to be restarted: pulls nothing more, and ends when its jobs have',
      );
      for (const each of workers) void each.pause('the process is about to be restarted');
      drain.start();
    });
  }
  return () => drain.stop();
}
