import { setTimeout as sleep } from 'node:timers/promises';
import type { Subscription } from '@nats-io/transport-node';
import { BrokerUnavailable, lineEndedSubject } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { advanceLine, claimTurn, lineHead, promote, releaseTurn, WAITS_FOR_LINE } from '../job/line.js';
import { move } from '../job/move.js';
import type { ActiveJob } from './active-job.js';

/**
 * Keeps ordered jobs in their lines. The stream itself is the truth (`job/line.ts`): a job starts when it is its line's head
 * and has claimed the line. Nothing is held in memory that a crash could lose.
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
const REPEAT_AFTER_MS = 250;

export interface LineCallbacks {
  /** The job is its line's head: start it. */
  ready(job: ActiveJob): void;
  /** The job waits here; it takes none of the worker's room. */
  held(job: ActiveJob): void;
  /** The job was parked, or somebody else moved it: the delivered message is done with. */
  moved(job: ActiveJob): void;
  /** The job could not be parked; its message comes back. */
  failed(job: ActiveJob, error: unknown): void;
}

interface HeldJob {
  job: ActiveJob;
  heldAt: number;
}

export class LineKeeper {
  private readonly held = new Map<string, HeldJob[]>();
  private heldCount = 0;
  private stopped = false;
  private subscription: Subscription | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly broker: Broker,
    private readonly workload: string,
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
    this.stopped = true;
    clearInterval(this.timer);
    this.subscription?.unsubscribe();
    const jobs = [...this.held.values()].flat().map(({ job }) => job);
    this.held.clear();
    this.heldCount = 0;
    return jobs;
  }

  /** Decides on a job that was just received. */
  async admit(job: ActiveJob): Promise<void> {
    // Behind a job that is held here nobody is the head: a long line costs one look, not one per job.
    const isBehind = this.held
      .get(job.received.address.key)
      ?.some((ahead) => ahead.job.received.address.id < job.received.address.id);
    if (!isBehind && (await this.claim(job))) return this.callbacks.ready(job);
    // What waits in `later` can take a newer input; what is held here cannot.
    const keepsLast = job.handled?.contract.unique?.rule.kind === 'keep-last';
    if (keepsLast || this.heldCount >= MAX_HELD) return this.park(job);
    this.hold(job);
    this.callbacks.held(job);
    // Its predecessor may have ended between the look and the hold.
    await this.lookAgain(job.received.address.key);
  }

  /**
   * The job has ended and its message is gone: lets the next of its line start, wherever that waits. Repeats while the
   * broker is away.
   */
  async ended(job: ActiveJob): Promise<void> {
    for (;;) {
      try {
        return await this.letGo(job);
      } catch (error) {
        if (!(error instanceof BrokerUnavailable) || this.broker.connection.isClosed()) throw error;
        await sleep(REPEAT_AFTER_MS);
      }
    }
  }

  private async letGo({ received: { address }, lineClaim }: ActiveJob): Promise<void> {
    if (lineClaim !== undefined) await releaseTurn(this.broker.connection, this.workload, lineClaim);
    if (await this.lookAgain(address.key)) return;
    await advanceLine(this.broker, address);
  }

  private async claim(job: ActiveJob): Promise<boolean> {
    job.lineClaim = await claimTurn(this.broker.connection, job.received);
    return job.lineClaim !== undefined;
  }

  private hold(job: ActiveJob): void {
    if (this.stopped) return this.callbacks.failed(job, new Error('the worker stops'));
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

  /** Starts the head of a line when it waits here; says whether it does. */
  private async lookAgain(key: string): Promise<boolean> {
    if (!this.held.has(key)) return false;
    const head = await lineHead(this.broker.connection, { workload: this.workload, key }).catch(() => undefined);
    const job = head && this.take(key, head.id);
    if (!job) return false;
    const claimed = await this.claim(job).catch(() => false);
    if (claimed) this.callbacks.ready(job);
    else this.hold(job);
    return claimed;
  }

  private sweep(): void {
    const now = Date.now();
    for (const [key, line] of this.held) {
      for (const { job, heldAt } of line.slice()) {
        if (now - heldAt < PARK_AFTER_MS) continue;
        const taken = this.take(key, job.received.address.id);
        if (taken) void this.park(taken).catch((error: unknown) => this.callbacks.failed(taken, error));
      }
      void this.lookAgain(key);
    }
  }

  /** At the job's own priority: on another subject, firing could not remove the message it replaces. */
  private async park(job: ActiveJob): Promise<void> {
    const runAt = this.broker.clock.now() + BACKSTOP_MS;
    const result = await move(this.broker.connection, job.received, {
      to: 'later',
      runAt,
      attempt: job.received.attempt,
      state: 'scheduled',
      reason: 'waits for its turn in the line',
      waitsFor: WAITS_FOR_LINE,
    });
    this.callbacks.moved(job);
    if (result.outcome === 'lost') return;
    // Its predecessor may have ended between the look and the move. What fails here is made good by the backstop.
    const head = await lineHead(this.broker.connection, result.address).catch(() => undefined);
    if (head?.id === result.address.id) await promote(this.broker, head).catch(() => undefined);
  }
}
