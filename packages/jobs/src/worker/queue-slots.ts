import type { Msg, NatsConnection } from '@nats-io/transport-node';
import type { ActiveJob } from './active-job.js';
import { BatchLines } from './batch-lines.js';
import { Pace } from './pace.js';
import { PullLoop } from './pull-loop.js';
import type { CompiledQueue } from './worker-options.js';

/**
 * The slots of one queue: how many jobs may be in hand, and which starts next. Jobs are fetched ahead only as far as they
 * will start within 100 ms by the queue's mean run time, so that a killed worker takes few along and an idle one finds work;
 * and within 30 ms by the pace at which jobs end here, since what the broker says besides, such as a cancel, waits behind them.
 */

const AHEAD_MS = 100;
const MAX_AHEAD = 1_000;
const PACE_AHEAD_MS = 30;
/** So many may be ahead at any pace: a pull is worth its request. */
const LITTLE_AHEAD = 128;
/** A job that has waited this long for a slot goes back: another worker may be free. */
const GIVE_BACK_AFTER_MS = 1_000;
const MEAN_WEIGHT = 0.05;

export interface QueueSlotsOptions {
  connection: NatsConnection;
  workload: string;
  queue: CompiledQueue;
  /** Whether results can be recorded; nothing is pulled while they cannot. */
  accepting: () => boolean;
  /** Runs a job; `done(job)` is called when its slot is free again. */
  start: (job: ActiveJob) => void;
  /** Runs jobs of one type together in one slot. */
  startMany: (jobs: readonly ActiveJob[]) => void;
  giveBack: (job: ActiveJob, reason: string) => void;
  /** Resolves when the moves of jobs that were given back are made; their events may still be on their way. */
  settled: () => Promise<void>;
  onMessage: (message: Msg) => void;
  /** Shared by the queues of a worker: at most one redelivered job runs at a time. */
  redelivered: { running: boolean };
}

export class QueueSlots {
  private readonly loop: PullLoop;
  private readonly ready: ActiveJob[][];
  private readonly redelivered: ActiveJob[] = [];
  private readonly batches: BatchLines;
  private batchTimer: NodeJS.Timeout | undefined;
  /** Jobs that run: more than `running`, the slots taken, when batches do. */
  private inSlots = 0;
  /** Jobs that the next free slot may take at once, by what the last one took. */
  private slotSize: number;
  /** Jobs that take room: being admitted, waiting for a slot, or running. */
  private counted = 0;
  private running = 0;
  private starting = false;
  private meanRunMs: number | undefined;
  private readonly pace = new Pace();
  private stopReason: string | undefined = 'not started';
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: QueueSlotsOptions) {
    const { connection, workload, queue } = options;
    this.ready = queue.priorities.map(() => []);
    this.batches = new BatchLines(queue.priorities.length);
    this.slotSize = queue.batchSize;
    this.loop = new PullLoop({
      connection,
      workload,
      queue: queue.name,
      priorities: queue.priorities,
      room: () => (options.accepting() ? this.room() : 0),
      worthwhile: () => (this.ahead() > 0 ? (queue.slots + this.ahead()) / 4 : 1),
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
    clearTimeout(this.batchTimer);
    this.batchTimer = undefined;
    await this.loop.stop();
    const waiting = this.ready.flatMap((line) => line.splice(0));
    for (const job of [...waiting, ...this.batches.takeWaiting(), ...this.redelivered.splice(0)])
      this.options.giveBack(job, reason);
    await this.options.settled();
  }

  /** `slots` of its queue is another number now. Jobs that run above a lower one end by themselves. */
  slotsChanged(): void {
    this.startNext();
    this.loop.wake();
  }

  /** For a division of slots among queues. */
  get load(): { running: number; meanRunMs: number | undefined } {
    return { running: this.running, meanRunMs: this.meanRunMs };
  }

  wake(): void {
    this.loop.wake();
  }

  /** A message of this queue has arrived and takes room until it is released, held or done. */
  received(job: ActiveJob): void {
    this.count(job);
  }

  /** The job waits for its line and takes no room meanwhile. */
  held(job: ActiveJob): void {
    if (this.uncount(job)) this.loop.wake();
  }

  /** The job may start as soon as a slot is free. */
  enter(job: ActiveJob): void {
    if (this.stopReason !== undefined) return this.options.giveBack(job, this.stopReason);
    this.count(job);
    job.waitingSince = Date.now();
    if (job.received.delivery > 1) this.redelivered.push(job);
    else if (job.handled!.contract.batch) this.batches.add(job, this.rankOf(job));
    else this.ready[this.rankOf(job)]!.push(job);
    this.startNext();
  }

  /** The job has left this worker's hands. */
  released(job: ActiveJob): void {
    if (this.uncount(job)) this.loop.wake();
  }

  /** The job's handler is done or it will not run: its slot is free. */
  done(job: ActiveJob): void {
    if (job.slotAt === undefined) return;
    const runMs = (performance.now() - job.slotAt) / (job.batch?.size ?? 1);
    job.slotAt = undefined;
    this.inSlots -= 1;
    this.pace.count();
    this.uncount(job);
    if (job.batch && !job.batch.leave(job)) return;
    this.running -= 1;
    if (job.received.delivery > 1) this.options.redelivered.running = false;
    this.meanRunMs = this.meanRunMs === undefined ? runMs : this.meanRunMs + (runMs - this.meanRunMs) * MEAN_WEIGHT;
    this.startNext();
    this.loop.wake();
  }

  /** Starts what may start now: a slot is free, or no redelivered job of another queue runs any more. */
  startNext(): void {
    // A handler that returns at once frees its slot inside this loop; the flag keeps that from nesting.
    if (this.starting) return;
    this.starting = true;
    try {
      while (this.running < this.options.queue.slots && this.stopReason === undefined) {
        const next = this.next();
        if (!next) break;
        this.running += 1;
        if (Array.isArray(next)) this.startBatch(next);
        else if (next.handled!.contract.batch) this.startBatch([next]);
        else this.startJob(next);
      }
      if (!this.batches.isEmpty) this.lookAtBatches();
    } finally {
      this.starting = false;
    }
  }

  private startJob(job: ActiveJob): void {
    if (job.received.delivery > 1) this.options.redelivered.running = true;
    this.slotSize = 1;
    this.inSlots += 1;
    job.slotAt = performance.now();
    this.options.start(job);
  }

  private startBatch(jobs: readonly ActiveJob[]): void {
    const [first] = jobs;
    if (first!.received.delivery > 1) this.options.redelivered.running = true;
    this.slotSize = first!.handled!.contract.batch!.size;
    this.inSlots += jobs.length;
    const now = performance.now();
    for (const job of jobs) job.slotAt = now;
    this.options.startMany(jobs);
  }

  /** Comes back when the next batch has waited long enough. */
  private lookAtBatches(): void {
    if (this.batchTimer || this.running >= this.options.queue.slots) return;
    const dueInMs = this.batches.dueIn(Date.now());
    this.batchTimer = setTimeout(() => {
      this.batchTimer = undefined;
      this.startNext();
    }, dueInMs);
  }

  private count(job: ActiveJob): void {
    if (job.counted) return;
    job.counted = true;
    this.counted += 1;
  }

  private uncount(job: ActiveJob): boolean {
    if (!job.counted) return false;
    job.counted = false;
    this.counted -= 1;
    return true;
  }

  /** By priority; redelivered jobs one at a time, so that one that kills its process takes no neighbour along. */
  private next(): ActiveJob | ActiveJob[] | undefined {
    if (!this.options.redelivered.running && this.redelivered.length > 0) return this.redelivered.shift();
    for (let rank = 0; rank < this.ready.length; rank += 1) {
      const line = this.ready[rank]!;
      if (line.length > 0) return line.shift();
      const batch = this.batches.isEmpty ? undefined : this.batches.take(rank, Date.now());
      if (batch) return batch;
    }
    return undefined;
  }

  private giveBackStale(): void {
    if (this.running < this.options.queue.slots) return;
    const before = Date.now() - GIVE_BACK_AFTER_MS;
    const stale = this.batches.takeWaiting(before);
    for (const line of this.ready) while (line.length > 0 && line[0]!.waitingSince! < before) stale.push(line.shift()!);
    for (const job of stale) {
      this.uncount(job);
      this.options.giveBack(job, 'no slot was free');
    }
  }

  private room(): number {
    const free = this.options.queue.slots - this.running;
    // One batch is filled at a time: with more, jobs that need a slot each would be hoarded here.
    const toFill = free > 0 ? (this.batches.isEmpty ? this.slotSize : this.options.queue.batchSize) - 1 : 0;
    return free + toFill + this.ahead() - (this.counted - this.inSlots);
  }

  private ahead(): number {
    if (
      this.meanRunMs === undefined ||
      this.meanRunMs >= AHEAD_MS ||
      this.redelivered.length > 0 ||
      this.options.redelivered.running
    )
      return 0;
    const byPace = Math.max(LITTLE_AHEAD, Math.floor(this.pace.perMs * PACE_AHEAD_MS));
    return Math.min(
      MAX_AHEAD,
      byPace,
      Math.floor((this.options.queue.slots * AHEAD_MS) / Math.max(this.meanRunMs, 0.01)),
    );
  }

  private rankOf(job: ActiveJob): number {
    const rank = this.options.queue.priorities.indexOf(job.received.address.priority);
    return rank < 0 ? this.ready.length - 1 : rank;
  }
}
