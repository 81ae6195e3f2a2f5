import type { EventEmitter } from 'node:events';
import type { JobState, WorkerCommand } from '@kickoff/contracts';
import type { ActiveJob } from './active-job.js';
import type { CeilingReached } from './ceilings.js';
import type { EndedRun, WorkerEvents } from './worker-events.js';

/** Tells those who listen to a worker. A listener that throws must not take a job's slot with it. */
export class WorkerListeners {
  constructor(private readonly worker: EventEmitter<WorkerEvents>) {}

  started({ received: { address, type, attempt } }: ActiveJob, waitedMs: number): void {
    if (this.worker.listenerCount('started') === 0) return;
    this.guarded(() => this.worker.emit('started', { id: address.id, type, attempt, waitedMs }));
  }

  /** `now` is the server's time in milliseconds. */
  finished(job: ActiveJob, state: JobState, error: unknown, now: number): void {
    const { worker } = this;
    const isFailure = state === 'retrying' || state === 'dead';
    const isHeard =
      worker.listenerCount('finished') + worker.listenerCount(state) + (isFailure ? worker.listenerCount('failed') : 0);
    if (isHeard === 0) return;
    const run = { ...endedRun(job, now), state };
    this.guarded(() => worker.emit('finished', run, error));
    if (isFailure) this.guarded(() => worker.emit('failed', run, error));
    this.guarded(() => worker.emit(state as 'dead', run, error));
  }

  /** A run ended without spending its attempt. */
  left(job: ActiveJob, how: 'deferred' | 'interrupted', reason: string, now: number): void {
    if (this.worker.listenerCount(how) > 0) this.guarded(() => this.worker.emit(how, endedRun(job, now), reason));
  }

  warning(message: string, error: unknown): void {
    this.guarded(() => this.worker.emit('warning', message, error));
  }

  ceilingReached(reached: CeilingReached): void {
    this.guarded(() => this.worker.emit('ceilingReached', reached));
  }

  restartAsked(command: WorkerCommand): void {
    this.guarded(() => this.worker.emit('restartAsked', command));
  }

  drained(): void {
    this.guarded(() => this.worker.emit('drained'));
  }

  private guarded(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error), 'KickoffListenerWarning');
    }
  }
}

function endedRun({ received, startedAt, context }: ActiveJob, now: number): Omit<EndedRun, 'state'> {
  const { address, type, attempt } = received;
  const runMs = startedAt === undefined ? undefined : now - startedAt;
  return { id: address.id, type, attempt, runMs, metrics: context?.metrics };
}
