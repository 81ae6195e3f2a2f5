import type { Subscription } from '@nats-io/transport-node';
import { lineEndedSubject, type JobAddress, type Priority } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { advanceLine, lineHead, promote, WAITS_FOR_LINE } from '../job/line.js';
import { move } from '../job/move.js';
import type { ActiveJob } from './active-job.js';

/**
 * Keeps ordered jobs in their lines. The stream itself is the truth: the head of a line is the unfinished job with the
 * smallest id, and since a job keeps its id through retries, defers and redeliveries it also keeps its place. Nothing is
 * held in memory that a crash could lose.
 *
 * A job that is not its line's head waits here without a slot; after `PARK_AFTER_MS`, or when too many wait, it is parked
 * in `later` and promoted by whoever ends the job before it. Ending first and looking for successors then, parking first
 * and looking for predecessors then: whichever comes second sees the other, so no promotion is missed. The backstop time
 * of a parked job frees it when a worker dies in between.
 */

const PARK_AFTER_MS = 5_000;
const MAX_HELD = 256;
const BACKSTOP_MS = 60_000;
/** A held job looks again this often, should the word that its predecessor ended get lost. */
const LOOK_AGAIN_MS = 1_000;

export interface LineCallbacks {
  /** The job is its line's head: start it. */
  ready(job: ActiveJob): void;
  /** The job waits here; it takes none of the worker's room. */
  held(job: ActiveJob): void;
  /** The job was parked as `revision` until `runAt` at the latest. */
  parked(job: ActiveJob, revision: number, runAt: number): void;
  /** Somebody else moved the job. */
  lost(job: ActiveJob): void;
}

interface HeldJob {
  job: ActiveJob;
  heldAt: number;
}

export class LineKeeper {
  private readonly held = new Map<string, HeldJob[]>();
  private heldCount = 0;
  private subscription: Subscription | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly broker: Broker,
    private readonly workload: string,
    private readonly topPriority: (queue: string) => Priority,
    private readonly callbacks: LineCallbacks,
  ) {}

  start(): void {
    this.subscription = this.broker.connection.subscribe(lineEndedSubject(this.workload), {
      callback: (error, message) => {
        if (!error) void this.lookAgain(message.string());
      },
    });
    this.timer = setInterval(() => this.sweep(), LOOK_AGAIN_MS).unref();
  }

  /** Gives back the jobs that still wait, for the worker to return. */
  stop(): ActiveJob[] {
    clearInterval(this.timer);
    this.subscription?.unsubscribe();
    const jobs = [...this.held.values()].flat().map(({ job }) => job);
    this.held.clear();
    this.heldCount = 0;
    return jobs;
  }

  get count(): number {
    return this.heldCount;
  }

  /** Decides on a job that was just received. */
  async admit(job: ActiveJob): Promise<void> {
    // Behind a job that is held here nobody is the head: a long line costs one look, not one per job.
    const isBehind = this.held
      .get(job.received.address.key)
      ?.some((ahead) => ahead.job.received.address.id < job.received.address.id);
    if (!isBehind && (await this.isHead(job.received.address))) return this.callbacks.ready(job);
    if (this.heldCount >= MAX_HELD) return this.park(job);
    this.hold(job);
    this.callbacks.held(job);
    // Its predecessor may have ended between the look and the hold.
    await this.lookAgain(job.received.address.key);
  }

  /** A job of this line has ended and its message is gone: lets the next one start, wherever it waits. */
  async ended({ key }: JobAddress): Promise<void> {
    const line = this.held.get(key);
    if (line) {
      const head = await lineHead(this.broker.connection, { workload: this.workload, key });
      if (head && this.release(key, head.id)) return;
    }
    await advanceLine(this.broker, { workload: this.workload, key });
  }

  private async isHead({ key, id }: JobAddress): Promise<boolean> {
    const head = await lineHead(this.broker.connection, { workload: this.workload, key });
    return head === undefined || head.id === id;
  }

  private hold(job: ActiveJob): void {
    const line = this.held.get(job.received.address.key) ?? [];
    this.held.set(job.received.address.key, line);
    line.push({ job, heldAt: Date.now() });
    this.heldCount += 1;
  }

  private take(key: string, id: string): ActiveJob | undefined {
    const line = this.held.get(key);
    const index = line?.findIndex(({ job }) => job.received.address.id === id) ?? -1;
    if (!line || index < 0) return undefined;
    const [taken] = line.splice(index, 1);
    if (line.length === 0) this.held.delete(key);
    this.heldCount -= 1;
    return taken!.job;
  }

  private release(key: string, id: string): boolean {
    const job = this.take(key, id);
    if (job) this.callbacks.ready(job);
    return job !== undefined;
  }

  private async lookAgain(key: string): Promise<void> {
    if (!this.held.has(key)) return;
    const head = await lineHead(this.broker.connection, { workload: this.workload, key }).catch(() => undefined);
    if (head) this.release(key, head.id);
  }

  private sweep(): void {
    const now = Date.now();
    for (const [key, line] of this.held) {
      for (const { job, heldAt } of line.slice()) {
        if (now - heldAt < PARK_AFTER_MS) continue;
        const taken = this.take(key, job.received.address.id);
        if (taken) void this.park(taken).catch(() => this.hold(taken));
      }
      void this.lookAgain(key);
    }
  }

  private async park(job: ActiveJob): Promise<void> {
    const runAt = this.broker.clock.now() + BACKSTOP_MS;
    const result = await move(this.broker.connection, job.received, {
      to: 'later',
      runAt,
      attempt: job.received.attempt,
      state: 'scheduled',
      reason: 'waits for its turn in the line',
      waitsFor: WAITS_FOR_LINE,
      priority: this.topPriority(job.received.address.queue),
    });
    if (result.outcome === 'lost') return this.callbacks.lost(job);
    this.callbacks.parked(job, result.revision, runAt);
    if (await this.isHead(job.received.address)) await promote(this.broker, result.address);
  }
}
