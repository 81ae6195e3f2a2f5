import { createInbox, nanos, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import { jobsStream } from '@kickoff/contracts';
import { workloadInbox } from '../broker/inbox.js';

/**
 * One consumer of a queue as a worker sees it: asks for exact numbers of messages over a subscription of its own.
 * `ask` takes what is there at once; `wait` leaves one pull of one message open until something arrives.
 */

const WAIT_MS = 5_000;
/** A pull that hears nothing, not even a status, for this long beyond its time is given up. */
const SILENCE_MS = 2_000;

interface Pull {
  id: string;
  asked: number;
  remaining: number;
  open: boolean;
  /** Answers whoever asked, once. */
  answer: ((came: number) => void) | undefined;
  /** With so many still to come the asker is answered: this lane is not empty, and the next pull may be on its way. */
  answerAt: number;
  timer: NodeJS.Timeout;
}

export class Lane {
  private readonly inbox: string;
  private readonly subscription: Subscription;
  private readonly pullSubject: string;
  private readonly pulls: Pull[] = [];
  private nextPull = 0;
  private waiting = false;
  private closed = false;

  constructor(
    private readonly connection: NatsConnection,
    workload: string,
    consumer: string,
    private readonly onMessage: (message: Msg) => void,
    private readonly onFree: () => void,
  ) {
    this.inbox = createInbox(workloadInbox(workload));
    this.pullSubject = `$JS.API.CONSUMER.MSG.NEXT.${jobsStream(workload)}.${consumer}`;
    this.subscription = connection.subscribe(`${this.inbox}.*`, {
      callback: (error, message) => this.receive(error, message),
    });
  }

  /** Messages asked for by `ask` and not yet delivered. */
  get owed(): number {
    let sum = 0;
    for (const { remaining, open } of this.pulls) if (!open) sum += remaining;
    return sum;
  }

  /** Whether a pull of one stands open: the lane was empty when it was asked last. */
  get isWaiting(): boolean {
    return this.waiting;
  }

  /**
   * Takes up to `count` messages that are there now. Resolves with how many came when there are no more, or with `count` when
   * half of them have come: the rest is owed, and should it not come, `onFree` runs.
   */
  async ask(count: number): Promise<number> {
    return this.pull(count, { batch: count, no_wait: true }, SILENCE_MS, false);
  }

  /** Leaves a pull of one open. When it ends, by a message or by time, `onFree` runs. */
  wait(): void {
    if (this.waiting || this.closed) return;
    this.waiting = true;
    void this.pull(1, { batch: 1, expires: nanos(WAIT_MS) }, WAIT_MS + SILENCE_MS, true).then(() => {
      this.waiting = false;
      if (!this.closed) this.onFree();
    });
  }

  /** Withdraws every pull; resolves when nothing that the server had sent before can arrive any more. */
  async close(): Promise<void> {
    this.closed = true;
    if (!this.connection.isClosed()) await this.subscription.drain().catch(() => {});
    for (const pull of this.pulls.splice(0)) this.settle(pull);
  }

  private pull(count: number, request: object, silenceMs: number, open: boolean): Promise<number> {
    const id = String((this.nextPull += 1));
    return new Promise((resolve) => {
      const pull: Pull = {
        id,
        asked: count,
        remaining: count,
        open,
        answer: resolve,
        answerAt: Math.floor(count / 2),
        timer: setTimeout(() => this.end(pull), silenceMs).unref(),
      };
      if (this.closed) return this.settle(pull);
      this.pulls.push(pull);
      try {
        this.connection.publish(this.pullSubject, JSON.stringify(request), { reply: `${this.inbox}.${id}` });
      } catch {
        // Reconnecting or draining: the silence timer ends the pull and the next turn asks again.
      }
    });
  }

  private receive(error: Error | null, message: Msg): void {
    if (error) return;
    if (isStatus(message, this.inbox)) {
      const id = message.subject.slice(this.inbox.length + 1);
      const pull = this.pulls.find((candidate) => candidate.id === id);
      // 100 is an idle heartbeat; every other status ends the pull it answers.
      if (pull && message.headers?.code !== 100) this.end(pull);
      return;
    }
    // The server serves open pulls in turn; which one a message answers does not matter, only how many are still owed.
    const pull = this.pulls[0];
    this.onMessage(message);
    if (!pull) return;
    pull.remaining -= 1;
    if (pull.remaining === 0) this.end(pull);
    else if (pull.remaining === pull.answerAt) this.answer(pull, pull.asked);
  }

  private end(pull: Pull): void {
    const index = this.pulls.indexOf(pull);
    if (index >= 0) this.pulls.splice(index, 1);
    // The next one's turn begins: until now its silence said nothing.
    this.pulls[0]?.timer.refresh();
    this.settle(pull);
  }

  private settle(pull: Pull): void {
    clearTimeout(pull.timer);
    if (pull.answer) this.answer(pull, pull.asked - pull.remaining);
    else if (pull.remaining > 0 && !this.closed) this.onFree();
  }

  private answer(pull: Pull, came: number): void {
    pull.answer?.(came);
    pull.answer = undefined;
  }
}

function isStatus(message: Msg, inbox: string): boolean {
  // The subject first: a job comes under its own, and its headers are costly to read.
  return message.subject.startsWith(inbox) && (message.headers?.code ?? 0) > 0;
}
