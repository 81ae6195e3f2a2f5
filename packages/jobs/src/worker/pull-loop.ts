import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { consumerName, type Priority } from '@kickoff/contracts';
import { Lane } from './lane.js';

/**
 * Fills a queue's free slots: asks each priority in order for exactly what is free, without waiting; when a priority is
 * empty, one pull of one stays open there, so that its next job arrives at once. Every 10th slot is offered from below, so
 * that a full upper priority cannot starve the others.
 */

const OFFER_FROM_BELOW_EVERY = 10;

export interface PullLoopOptions {
  connection: NatsConnection;
  workload: string;
  queue: string;
  priorities: readonly Priority[];
  /** How many more jobs the queue can take now, not counting those already asked for. */
  room: () => number;
  /** Below this room a turn is not worth its requests. */
  worthwhile: () => number;
  onMessage: (message: Msg) => void;
}

export class PullLoop {
  private lanes: Lane[] = [];
  private turning = false;
  private again = false;
  private stopped = true;
  private offered = 0;

  constructor(private readonly options: PullLoopOptions) {}

  start(): void {
    const { connection, workload, queue, priorities, onMessage } = this.options;
    this.stopped = false;
    this.lanes = priorities.map(
      (priority) => new Lane(connection, workload, consumerName(queue, priority), onMessage, () => this.wake()),
    );
    this.wake();
  }

  /** Stops asking; resolves when nothing that was asked for can arrive any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    // Taken out first: a start during the wait makes lanes of its own.
    const lanes = this.lanes;
    this.lanes = [];
    await Promise.all(lanes.map((lane) => lane.close()));
  }

  /** Something changed: slots are free, or an open pull ended. */
  wake(): void {
    if (this.stopped) return;
    if (this.turning) {
      this.again = true;
      return;
    }
    if (this.free() < Math.max(1, this.options.worthwhile())) return;
    this.turning = true;
    void this.turn().finally(() => {
      this.turning = false;
      if (this.again) {
        this.again = false;
        this.wake();
      }
    });
  }

  private async turn(): Promise<void> {
    while (!this.stopped && this.free() >= Math.max(1, this.options.worthwhile())) {
      const below = this.slotsFromBelow(this.free());
      if (below > 0) await this.offer([...this.lanes].reverse(), below);
      const filled = await this.offer(this.lanes, this.free());
      if (!filled) return;
    }
  }

  /** Asks lane after lane until `slots` are filled. False when all lanes are empty. */
  private async offer(lanes: readonly Lane[], slots: number): Promise<boolean> {
    let left = slots;
    for (const lane of lanes) {
      if (left <= 0 || this.stopped) return true;
      if (lane.isWaiting) continue;
      const asked = Math.min(left, Math.max(0, this.free()));
      if (asked === 0) return true;
      left -= await lane.ask(asked);
      if (left > 0) lane.wait();
    }
    return left <= 0;
  }

  private slotsFromBelow(free: number): number {
    if (this.lanes.length < 2) return 0;
    this.offered += free;
    const below = Math.floor(this.offered / OFFER_FROM_BELOW_EVERY);
    this.offered %= OFFER_FROM_BELOW_EVERY;
    return below;
  }

  private free(): number {
    let outstanding = 0;
    // An open pull of one is not counted: it may stay open for ever, and what it brings is at most one job per priority.
    for (const lane of this.lanes) outstanding += lane.owed;
    return this.options.room() - outstanding;
  }
}
