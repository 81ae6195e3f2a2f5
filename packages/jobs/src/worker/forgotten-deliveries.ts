import { MAX_ACK_PENDING } from '../broker/topology.js';

/**
 * A broker that was killed, or a leader that took over, may have forgotten its latest deliveries and acks: those messages
 * are delivered as if for the first time, while the job runs elsewhere or after it has been moved on. They come before all
 * others, so that as many deliveries as can have been in workers' hands are in doubt after a connection came back.
 */
export class ForgottenDeliveries {
  private inDoubt = 0;

  reconnected(): void {
    this.inDoubt = MAX_ACK_PENDING;
  }

  /** Whether such messages may still come, so that a job may be in this worker's hands twice. */
  get mayCome(): boolean {
    return this.inDoubt > 0;
  }

  /** Whether the message that has just been received may have been delivered before, although it does not say so. */
  maybe(): boolean {
    if (this.inDoubt === 0) return false;
    this.inDoubt -= 1;
    return true;
  }
}
