import type { NatsConnection } from '@nats-io/transport-node';
import { JobEvent, type LogNotice } from '@kickoff/contracts';
import { fitsNotice, sendNotice } from '../job/notify.js';
import type { ActiveJob } from './active-job.js';
import { outlineOf } from './event-batch.js';
import type { EventJson } from './event-json.js';

/**
 * Tells whoever waits for a job: of its events when the broker has stored them, so that what is heard is already true, and
 * of lines that its handler logs while it runs. For a job that nobody waits for this is one look at a field.
 */

/** Lines are gathered for so long. */
const LINES_EVERY_MS = 100;
/** So many lines go into one message. */
const LINES_AT_ONCE = 100;

interface FollowedRun {
  /** Lines that were told, or stand in an event that will be. */
  told: number;
  /** Events that are not stored yet: lines that came after them must not be heard before. */
  unstored: number;
}

export class Notifier {
  private readonly runs = new Map<ActiveJob, FollowedRun>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly connection: NatsConnection) {}

  /** What is to be done when the broker has stored this event: `recorded`, and, of a job that somebody waits for, to tell of it first. */
  after(active: ActiveJob, event: EventJson, recorded?: () => void): (() => void) | undefined {
    const { received } = active;
    if (received.notify === undefined) return recorded;
    const run = this.runs.get(active);
    if (run) {
      run.told = active.context?.logged?.length ?? 0;
      run.unstored += 1;
    }
    return () => {
      if (run) run.unstored -= 1;
      sendNotice(this.connection, received.address, this.fitting(`${event.json}}`));
      recorded?.();
    };
  }

  /** A run of a job that somebody waits for has begun: tells what it logs until it is settled. */
  follow(active: ActiveJob): void {
    this.runs.set(active, { told: 0, unstored: 0 });
    this.timer ??= setInterval(() => this.tellLines(), LINES_EVERY_MS).unref();
  }

  private tellLines(): void {
    for (const [active, run] of this.runs) {
      // Nobody has heard yet that it runs while it is not told.
      if (active.settled) this.runs.delete(active);
      else if (active.told && run.unstored === 0) this.tellLinesOf(active, run);
    }
    if (this.runs.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private tellLinesOf({ received, context }: ActiveJob, run: FollowedRun): void {
    const lines = context?.logged ?? [];
    const { revision, delivery, attempt, address } = received;
    while (run.told < lines.length) {
      const logs = lines.slice(run.told, run.told + LINES_AT_ONCE);
      const notice: LogNotice = { run: { revision, delivery, attempt }, from: run.told, logs };
      sendNotice(this.connection, address, JSON.stringify(notice));
      run.told += logs.length;
    }
  }

  private fitting(event: string): string {
    if (fitsNotice(this.connection, event)) return event;
    return JSON.stringify(outlineOf(JobEvent.parse(JSON.parse(event))));
  }
}
