import { jobCheckSubject, jobsStream, type JobAddress } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { lastMessage } from '../broker/stream-lookup.js';
import type { ActiveJob } from '../worker/active-job.js';
import type { PauseTable } from './pause-table.js';
import { promotePaused, RESUME_BACKSTOP_MS, WAITS_FOR_RESUME } from './promote-paused.js';

export interface PauseGateCallbacks {
  /** Moves it to `later`; resolves with its address there, undefined when somebody else moved it. */
  park(job: ActiveJob, terms: { runAt: number; reason: string; waitsFor: string }): Promise<JobAddress | undefined>;
  track(work: Promise<void>, job: ActiveJob): void;
}

/**
 * Sends jobs of a paused type or key away before they start: one move to `later`, which spends no attempt and counts as no
 * loss. They hold no slot and no limit there, and are promoted when the pause is over.
 */
export class PauseGate {
  constructor(
    private readonly broker: Broker,
    private readonly pauses: PauseTable,
    private readonly callbacks: PauseGateCallbacks,
  ) {}

  /** Parks a job that is paused; says whether it does. One comparison while no type and no key is paused. */
  parks(job: ActiveJob): boolean {
    if (!this.pauses.isParkingAny) return false;
    const pause = this.pauses.ofJob(job.received.address);
    if (!pause) return false;
    this.callbacks.track(this.park(job, pause.reason), job);
    return true;
  }

  private async park(job: ActiveJob, reason: string): Promise<void> {
    const address = await this.callbacks.park(job, {
      runAt: this.broker.clock.now() + RESUME_BACKSTOP_MS,
      reason: `paused: ${reason}`,
      waitsFor: WAITS_FOR_RESUME,
    });
    if (!address || this.pauses.ofJob(address)) return;
    // Resumed meanwhile: whoever looks for parked jobs may have looked before this one was there.
    const stored = await lastMessage(this.broker.connection, jobsStream(address.workload), jobCheckSubject(address));
    if (stored) await promotePaused(this.broker, stored, this.pauses);
  }
}
