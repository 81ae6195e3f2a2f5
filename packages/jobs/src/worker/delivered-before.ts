import type { Broker } from '../broker/broker.js';
import { placeOfAck } from '../dead-letters/keep-unreadable.js';
import { isStillLast } from '../job/is-still-last.js';
import type { ActiveJob } from './active-job.js';
import { ForgottenDeliveries } from './forgotten-deliveries.js';
import type { HeartbeatTable } from './heartbeat-table.js';
import type { JobFinisher } from './job-finisher.js';
import type { ReceivedJob } from './received-job.js';
import type { RecordLookup } from './transactions.js';

export interface DeliveredBeforeOptions {
  broker: Broker;
  finisher: JobFinisher;
  heartbeats: HeartbeatTable;
  record: RecordLookup | undefined;
}

/** Finds out whether a job that was, or may have been, delivered before is still to run. */
export class DeliveredBefore {
  readonly forgotten = new ForgottenDeliveries();

  constructor(private readonly options: DeliveredBeforeOptions) {}

  /**
   * Runs only when this worker does not have it already, it is still its job's last message, asked of the leader, and the
   * record does not know better.
   */
  async letGoIfOver(active: ActiveJob): Promise<boolean> {
    const { received } = active;
    const { broker, finisher, record } = this.options;
    active.mayBeOver = true;
    if (this.isInHandTwice(received)) {
      finisher.letGo(active);
      return true;
    }
    if (!(await isStillLast(broker.connection, received))) {
      finisher.ackSuperseded(active);
      return true;
    }
    if (!(await record?.hasSucceeded(received.address.id, received.revision))) return false;
    finisher.ackFinished(active);
    return true;
  }

  /** A copy of it waits or runs here, or has run and waits until its end is stored. */
  private isInHandTwice({ ackSubject, sequence }: ReceivedJob): boolean {
    const place = placeOfAck(ackSubject);
    return this.options.heartbeats.count(`.${sequence}.`, (other) => placeOfAck(other) === place) > 1;
  }
}
