import { DeliverPolicy, type ConsumerMessages, type JsMsg, type OrderedConsumerOptions } from '@nats-io/jetstream';
import type { Broker } from '@kickoff/jobs';
import type { Log } from './log.js';

/**
 * Reads one stream in order, for ever, whatever happens to the broker or the stream. The client's ordered consumer
 * resumes by sequence, which would wait silently for a far sequence after a stream was rebuilt; so every trouble ends
 * the reading here and a new one begins with a fresh look at the stream.
 */

/** A stream as it was at one look. */
export interface StreamLook {
  /** Creation time in base 36 milliseconds: another one means that the stream was rebuilt. */
  epoch: string;
  firstSequence: number;
  lastSequence: number;
  /** Messages older than this are gone; 0 means never. */
  maxAgeMs: number;
}

export interface FollowRules {
  stream: string;
  filter: string;
  /** Where to begin; asked before every (re)created reading. `'latest'`: the last message of every subject. */
  begin: (look: StreamLook) => Promise<number | 'latest'> | number | 'latest';
  /** In order, each once per reading. Must not throw. */
  message: (message: JsMsg) => void;
  /** All that was stored when the reading began has been handed over. */
  caughtUp: (look: StreamLook) => void;
  /** The stream at every regular look, e.g. to measure the lag. */
  looked?: (look: StreamLook) => void;
}

export interface FollowTiming {
  /** Pause after the first failed try; doubles up to `retryMaxMs`. */
  retryFirstMs: number;
  retryMaxMs: number;
  /** How often the stream is looked at, to notice a rebuild or a stall. */
  lookEveryMs: number;
}

const DEFAULT_TIMING: FollowTiming = { retryFirstMs: 100, retryMaxMs: 5_000, lookEveryMs: 5_000 };
const TROUBLE: ReadonlySet<string> = new Set([
  'heartbeats_missed',
  'consumer_not_found',
  'stream_not_found',
  'consumer_deleted',
  'no_responders',
  'reset',
]);

export class StreamFollower {
  private stopReading: (() => void) | undefined;
  private lastSequence = 0;
  private caughtUpOnce = false;
  private readonly timing: FollowTiming;

  constructor(
    private readonly broker: Broker,
    private readonly rules: FollowRules,
    private readonly log: Log,
    timing: Partial<FollowTiming> = {},
  ) {
    this.timing = { ...DEFAULT_TIMING, ...timing };
  }

  /** Reads until the signal aborts; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const statuses = this.broker.connection.status()[Symbol.asyncIterator]();
    const stop = (): void => {
      this.stopReading?.();
      void statuses.return?.();
    };
    signal.addEventListener('abort', stop, { once: true });
    void this.restartOnReconnect(statuses);
    let pauseMs = this.timing.retryFirstMs;
    while (!signal.aborted && !this.broker.connection.isClosed()) {
      this.caughtUpOnce = false;
      try {
        await this.runOnce(signal);
      } catch (error) {
        if (!signal.aborted) this.log.warn(`reading ${this.rules.stream} failed, trying again`, { error });
      }
      pauseMs = this.caughtUpOnce ? this.timing.retryFirstMs : Math.min(pauseMs * 2, this.timing.retryMaxMs);
      if (!signal.aborted) await pause(pauseMs, signal);
    }
    signal.removeEventListener('abort', stop);
  }

  /** Ends the current reading, so that the next begins with a fresh look at the stream. */
  restart(): void {
    this.stopReading?.();
  }

  /** The stream as it is now. Rejects when the broker or the stream is away. */
  async look(): Promise<StreamLook> {
    const { created, state, config } = await this.broker.manager.streams.info(this.rules.stream);
    return {
      epoch: Date.parse(created).toString(36),
      firstSequence: state.first_seq,
      lastSequence: state.last_seq,
      maxAgeMs: config.max_age / 1_000_000,
    };
  }

  /** One reading: from a look at the stream until something goes wrong. */
  private async runOnce(signal: AbortSignal): Promise<void> {
    const { stream, filter, begin, message, caughtUp } = this.rules;
    const look = await this.look();
    const consumer = await this.broker.jetstream.consumers.get(stream, consumerOptions(filter, await begin(look)));
    const { num_pending: waiting } = await consumer.info(true);
    if ((await this.look()).epoch !== look.epoch) return;
    const finish = (): void => {
      this.caughtUpOnce = true;
      caughtUp(look);
    };
    if (waiting === 0) finish();
    const messages = await consumer.consume({
      max_messages: 500,
      expires: 10_000,
      idle_heartbeat: 2_000,
      callback: (received) => {
        this.lastSequence = received.seq;
        message(received);
        if (!this.caughtUpOnce && received.info.pending === 0) finish();
      },
    });
    this.stopReading = () => messages.stop();
    if (signal.aborted) messages.stop();
    void stopOnTrouble(messages);
    const looking = setInterval(() => void this.checkStream(look, messages), this.timing.lookEveryMs);
    const error = await messages.closed();
    clearInterval(looking);
    this.stopReading = undefined;
    void consumer.delete().catch(() => undefined);
    if (error) throw error;
  }

  private async checkStream(begun: StreamLook, messages: ConsumerMessages): Promise<void> {
    const handled = this.lastSequence;
    const now = await this.look().catch(() => undefined);
    if (!now) return;
    const rebuilt = now.epoch !== begun.epoch;
    // The store lost its end, e.g. in a power failure: sequences will be given out a second time.
    const cut = now.lastSequence < handled;
    if (rebuilt || cut) messages.stop();
    else this.rules.looked?.(now);
  }

  private async restartOnReconnect(statuses: AsyncIterator<{ type: string }>): Promise<void> {
    for (;;) {
      const { done, value } = await statuses.next();
      if (done) return;
      if (value.type === 'reconnect') this.restart();
    }
  }
}

async function stopOnTrouble(messages: ConsumerMessages): Promise<void> {
  for await (const { type } of messages.status()) {
    if (TROUBLE.has(type)) messages.stop();
  }
}

function consumerOptions(filter: string, begin: number | 'latest'): Partial<OrderedConsumerOptions> {
  const common = { filter_subjects: filter, inactive_threshold: 60_000 };
  return begin === 'latest'
    ? { ...common, deliver_policy: DeliverPolicy.LastPerSubject }
    : { ...common, deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: Math.max(1, begin) };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish, { once: true });
    function finish(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    }
  });
}
