import type { JsMsg } from '@nats-io/jetstream';
import type { Broker } from '@kickoff/jobs';
import {
  allSubjects,
  BroadcastBody,
  broadcastStream,
  channelOfSubject,
  formatPosition,
  isChannelPath,
  type LiveMessage,
  type LivePosition,
} from '@kickoff/contracts';
import { keepAside } from './keep-aside.js';
import type { Log } from './log.js';
import type { Position } from './position.js';
import { Ring, type RingOptions } from './ring.js';
import { StreamFollower, type FollowTiming, type StreamLook } from './stream-follower.js';

/** One message as it was read. */
export interface Received {
  position: Position;
  message: LiveMessage;
  /** The channel's new document, null to remove it, undefined when the message leaves it alone. */
  document: unknown;
}

export interface BroadcastReaderOptions {
  ring?: RingOptions;
  timing?: Partial<FollowTiming>;
  /** Called for each message in stream order, after it went into the ring. */
  received: (received: Received) => void;
  /** Position up to which every document is stored in the bucket: reading begins there at the latest. */
  documentsStored: () => Position | undefined;
  /** The reader has caught up: first after a start and after each rebuild of the stream. */
  ready: () => void;
}

/** The replica's one reader of `BROADCAST`: fills the ring, hands each message on, and knows where the stream stands. */
export class BroadcastReader {
  readonly ring: Ring;
  private readonly follower: StreamFollower;
  private readonly ringAgeMs: number;
  private current: string | undefined;
  private lastSequence = 0;
  private isReady = false;
  private streamLast = 0;
  private invalid = 0;
  private waiters: { until: Position; resolve: () => void }[] = [];

  constructor(
    private readonly broker: Broker,
    private readonly options: BroadcastReaderOptions,
    private readonly log: Log,
  ) {
    this.ring = new Ring(options.ring);
    this.ringAgeMs = options.ring?.maxAgeMs ?? 600_000;
    this.follower = new StreamFollower(
      broker,
      {
        stream: broadcastStream(),
        filter: allSubjects('broadcast'),
        begin: (look) => this.begin(look),
        message: (message) => this.take(message),
        caughtUp: (look) => this.caughtUp(look),
        looked: (look) => (this.streamLast = look.lastSequence),
      },
      log,
      options.timing,
    );
  }

  run(signal: AbortSignal): Promise<void> {
    return this.follower.run(signal);
  }

  /** Whether the ring is filled and the position known. */
  get ready(): boolean {
    return this.isReady;
  }

  /** Everything up to here has been handed on. Undefined before the stream was first seen. */
  get position(): Position | undefined {
    return this.current === undefined ? undefined : { epoch: this.current, sequence: this.lastSequence };
  }

  get offset(): LivePosition {
    return formatPosition(this.current ?? '0', this.lastSequence);
  }

  /** Messages that the stream held at the last look and this reader had not yet read. */
  get lag(): number {
    return Math.max(0, this.streamLast - this.lastSequence);
  }

  /** Messages that were no broadcast: not JSON, wrong shape, or a subject that is no channel. */
  get invalidMessages(): number {
    return this.invalid;
  }

  /** The stream as it is now. Notices a rebuild before the next regular look. Rejects while the broker is away. */
  async look(): Promise<StreamLook> {
    const look = await this.follower.look();
    if (look.epoch !== this.current || look.lastSequence < this.lastSequence) {
      this.isReady = false;
      this.follower.restart();
    }
    return look;
  }

  /** Resolves with true once everything up to `sequence` of `epoch` was handed on, with false after `timeoutMs`. */
  reach(until: Position, timeoutMs: number): Promise<boolean> {
    if (this.hasReached(until)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const waiter = { until, resolve: () => finish(true) };
      const timer = setTimeout(() => finish(false), timeoutMs);
      const finish = (reached: boolean): void => {
        clearTimeout(timer);
        this.waiters = this.waiters.filter((other) => other !== waiter);
        resolve(reached);
      };
      this.waiters.push(waiter);
    });
  }

  private async begin(look: StreamLook): Promise<number> {
    this.streamLast = look.lastSequence;
    if (look.epoch === this.current) {
      if (look.lastSequence < this.lastSequence) {
        this.log.warn('the end of the broadcast stream is gone', { had: this.lastSequence, has: look.lastSequence });
        this.lastSequence = look.lastSequence;
        this.ring.reset(look.lastSequence + 1);
      }
      return this.lastSequence + 1;
    }
    if (this.current !== undefined)
      this.log.warn('the broadcast stream was rebuilt', { was: this.current, is: look.epoch });
    this.isReady = false;
    const start = await this.firstToRead(look);
    this.current = look.epoch;
    this.lastSequence = start - 1;
    this.ring.reset(start);
    return start;
  }

  /** From ten minutes ago for the ring; from earlier when the bucket lacks documents of what was broadcast before. */
  private async firstToRead(look: StreamLook): Promise<number> {
    const stored = this.options.documentsStored();
    const firstUnstored = stored?.epoch === look.epoch ? stored.sequence + 1 : look.firstSequence;
    const since = new Date(this.broker.clock.now() - this.ringAgeMs);
    const recent = await this.broker.manager.direct.getMessage(broadcastStream(), { start_time: since });
    const firstRecent = recent?.seq ?? look.lastSequence + 1;
    return Math.max(1, Math.min(firstRecent, Math.max(firstUnstored, look.firstSequence)));
  }

  private take(received: JsMsg): void {
    if (this.current === undefined || received.seq <= this.lastSequence) return;
    this.lastSequence = received.seq;
    const channel = channelOfSubject(received.subject);
    const body = parseBody(received);
    if (!body || !isChannelPath(channel)) {
      this.invalid += 1;
      const why = body ? 'is no broadcast: its subject is no channel' : 'is no broadcast: it must be JSON with a type';
      keepAside(this.broker, received, why, this.log);
    } else {
      const position = { epoch: this.current, sequence: received.seq };
      const message = {
        channel,
        offset: formatPosition(this.current, received.seq),
        type: body.type,
        at: body.at,
        data: body.data,
      };
      const storedAt = received.info.timestampNanos / 1_000_000;
      const bytes = received.data.length;
      this.ring.append({ sequence: received.seq, storedAt, bytes, message }, this.broker.clock.now());
      this.options.received({ position, message, document: body.document });
    }
    this.wake();
  }

  private caughtUp(look: StreamLook): void {
    // Nothing is stored between the last message that was read and the end that was seen: it has expired.
    if (look.epoch === this.current) this.lastSequence = Math.max(this.lastSequence, look.lastSequence);
    if (!this.isReady) {
      this.isReady = true;
      this.options.ready();
    }
    this.wake();
  }

  private hasReached({ epoch, sequence }: Position): boolean {
    return this.isReady && epoch === this.current && this.lastSequence >= sequence;
  }

  private wake(): void {
    if (this.waiters.length === 0) return;
    for (const waiter of this.waiters) if (this.hasReached(waiter.until)) waiter.resolve();
  }
}

/** The body of a message, or undefined when it is none. */
export function parseBody(message: { json: <T>() => T }): BroadcastBody | undefined {
  try {
    return BroadcastBody.parse(message.json<unknown>());
  } catch {
    return undefined;
  }
}
