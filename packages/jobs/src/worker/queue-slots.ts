import type { Msg, NatsConnection } from '@nats-io/transport-node';
import type { ActiveJob } from './active-job.js';
import { PullLoop } from './pull-loop.js';
import type { CompiledQueue } from './worker-options.js';

/**
 * The slots of one queue: how many jobs may be in hand, and which starts next. Jobs are fetched ahead only as far as they
 * will start within 100 ms by the queue's mean run time, so that a killed worker takes few along and an idle one finds work.
 */

const AHEAD_MS = 100;
const MAX_AHEAD = 1_000;
/** A job that has waited this long for a slot goes back: another worker may be free. */
const GIVE_BACK_AFTER_MS = 1_000;
const MEAN_WEIGHT = 0.05;

export interface QueueSlotsOptions {
  connection: NatsConnection;
  workload: string;
  queue: CompiledQueue;
  /** Whether results can be recorded; nothing is pulled while they cannot. */
  accepting: () => boolean;
  /** Runs a job; `done` when its slot is free again. */
  start: (job: ActiveJob, done: () => void) => void;
  giveBack: (job: ActiveJob, reason: string) => void;
  /** Resolves when jobs that were given back are recorded. */
  settled: () => Promise<void>;
  onMessage: (message: Msg) => void;
}

export class QueueSlots {
  private readonly loop: PullLoop;
  private readonly ready: ActiveJob[][];
  private readonly redelivered: ActiveJob[] = [];
  private readonly counted = new Set<ActiveJob>();
  private running = 0;
  private redeliveredRuns = false;
  private meanRunMs: number | undefined;
  private stopReason: string | undefined = 'not started';
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: QueueSlotsOptions) {
    const { connection, workload, queue } = options;
    this.ready = queue.priorities.map(() => []);
    this.loop = new PullLoop({
      connection,
      workload,
      queue: queue.name,
      priorities: queue.priorities,
      room: () => (options.accepting() ? this.capacity() - this.counted.size : 0),
      worthwhile: () => (this.ahead() > 0 ? this.capacity() / 4 : 1),
      onMessage: options.onMessage,
    });
  }

  start(): void {
    if (this.stopReason === undefined) return;
    this.stopReason = undefined;
    this.timer = setInterval(() => this.giveBackStale(), GIVE_BACK_AFTER_MS / 2).unref();
    this.loop.start();
  }

  /** Stops pulling and returns what has not started. */
  async stop(reason: string): Promise<void> {
    if (this.stopReason !== undefined) return;
    this.stopReason = reason;
    clearInterval(this.timer);
    await this.loop.stop();
    for (const job of [...this.ready.flatMap((line) => line.splice(0)), ...this.redelivered.splice(0)])
      this.options.giveBack(job, reason);
    await this.options.settled();
  }

  wake(): void {
    this.loop.wake();
  }

  /** A message of this queue has arrived and takes room until it is released, held or done. */
  received(job: ActiveJob): void {
    this.counted.add(job);
  }

  /** The job waits for its line and takes no room meanwhile. */
  held(job: ActiveJob): void {
    if (this.counted.delete(job)) this.loop.wake();
  }

  /** The job may start as soon as a slot is free. */
  enter(job: ActiveJob): void {
    if (this.stopReason !== undefined) return this.options.giveBack(job, this.stopReason);
    this.counted.add(job);
    if (job.received.delivery > 1) this.redelivered.push(job);
    else this.ready[this.rankOf(job)]!.push(job);
    job.waitingSince = Date.now();
    this.startNext();
  }

  /** The job has left this worker's hands. */
  released(job: ActiveJob): void {
    if (this.counted.delete(job)) this.loop.wake();
  }

  private startNext(): void {
    while (this.running < this.options.queue.slots && this.stopReason === undefined) {
      const job = this.next();
      if (!job) return;
      this.running += 1;
      const startedAt = performance.now();
      const alone = job.received.delivery > 1;
      if (alone) this.redeliveredRuns = true;
      let finished = false;
      this.options.start(job, () => {
        if (finished) return;
        finished = true;
        this.running -= 1;
        if (alone) this.redeliveredRuns = false;
        this.counted.delete(job);
        const runMs = performance.now() - startedAt;
        this.meanRunMs = this.meanRunMs === undefined ? runMs : this.meanRunMs + (runMs - this.meanRunMs) * MEAN_WEIGHT;
        this.startNext();
        this.loop.wake();
      });
    }
  }

  /** By priority; redelivered jobs one at a time, so that one that kills its process takes no neighbour along. */
  private next(): ActiveJob | undefined {
    if (!this.redeliveredRuns && this.redelivered.length > 0) return this.redelivered.shift();
    for (const line of this.ready) if (line.length > 0) return line.shift();
    return undefined;
  }

  private giveBackStale(): void {
    if (this.running < this.options.queue.slots) return;
    const before = Date.now() - GIVE_BACK_AFTER_MS;
    for (const line of this.ready) {
      while (line.length > 0 && line[0]!.waitingSince! < before) {
        const job = line.shift()!;
        this.counted.delete(job);
        this.options.giveBack(job, 'no slot was free');
      }
    }
  }

  private capacity(): number {
    return this.options.queue.slots + this.ahead();
  }

  private ahead(): number {
    if (
      this.meanRunMs === undefined ||
      this.meanRunMs >= AHEAD_MS ||
      this.redelivered.length > 0 ||
      this.redeliveredRuns
    )
      return 0;
    return Math.min(MAX_AHEAD, Math.floor((this.options.queue.slots * AHEAD_MS) / Math.max(this.meanRunMs, 0.01)));
  }

  private rankOf(job: ActiveJob): number {
    const rank = this.options.queue.priorities.indexOf(job.received.address.priority);
    return rank < 0 ? this.ready.length - 1 : rank;
  }
}
