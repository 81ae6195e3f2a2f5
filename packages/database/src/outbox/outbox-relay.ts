import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { NatsConnection, Subscription } from '@nats-io/transport-node';
import { MessageInvalid, outboxHintSubject } from '@kickoff/contracts';
import { Loop, type LoopOptions } from '../loop/loop.js';
import { CLAIM_HEADS_SQL } from './claim-heads.sql.js';
import { HintTimer, LEFT_TO_WORKER_MS, LOOKS_AFTER_HINT_MS } from './outbox-hint.js';
import { relayMessages, type RelayCounts } from './relay-messages.js';
import { OUTBOX_CHANNEL } from './store-messages.sql.js';

export interface OutboxRelayOptions extends LoopOptions {
  dataSource: DataSource;
  connection: NatsConnection;
  /** Address of the same database, for the connection that listens. */
  databaseUrl: string;
  /** Looks without being notified this often, for notifications that were lost. Default 1 s. */
  pollMs?: number;
}

/** Lines per turn. Each turn is one transaction, so this bounds what is published again after a kill. */
const LINES = 500;
const LISTEN_AGAIN_MS = 1_000;
/** The broker is away: asking more often only keeps connections of the pool busy. */
const BROKER_WAIT_MS = 250;

/**
 * Publishes what transactions stored, within milliseconds of their commit: it listens for their notification. What jobs
 * store their workers publish themselves; a hint lets the relay look soon whether they did. Any number of relays may run; a
 * line is held by one at a time. A message leaves the outbox after the broker has answered, so a kill repeats messages and
 * loses none; their message ids and expectations make the repetition harmless.
 */
export class OutboxRelay extends Loop<RelayCounts> {
  private readonly options: Required<Pick<OutboxRelayOptions, 'pollMs'>> & OutboxRelayOptions;
  private hints: Subscription | undefined;
  private readonly hintTimers = LOOKS_AFTER_HINT_MS.map((afterMs) => new HintTimer(afterMs, () => this.wake()));
  /** Somebody stored what no worker publishes. */
  private notified = false;
  private listener: pg.Client | undefined;
  private listenTimer: NodeJS.Timeout | undefined;

  constructor(options: OutboxRelayOptions) {
    super(options);
    this.options = { pollMs: 1_000, ...options };
  }

  override start(signal?: AbortSignal): void {
    super.start(signal);
    this.hints = this.options.connection.subscribe(outboxHintSubject(), {
      callback: () => this.hintTimers.forEach((timer) => timer.hint()),
    });
    void this.listen();
  }

  override async stop(): Promise<void> {
    await super.stop();
    clearTimeout(this.listenTimer);
    this.hints?.unsubscribe();
    for (const timer of this.hintTimers) timer.stop();
    const { listener } = this;
    this.listener = undefined;
    await listener?.end().catch(() => undefined);
  }

  async runOnce(): Promise<RelayCounts> {
    const { dataSource, connection } = this.options;
    const sparedMs = this.hints && !this.notified ? LEFT_TO_WORKER_MS : 0;
    this.notified = false;
    const counts = await dataSource.transaction(async (manager) => {
      const heads: { line: string }[] = await manager.query(CLAIM_HEADS_SQL, [LINES, sparedMs]);
      if (heads.length === 0) return { published: 0, repeated: 0, refused: 0, invalid: 0, waiting: 0, storedAt: [] };
      return relayMessages(
        connection,
        manager,
        heads.map(({ line }) => line),
        { skipLocked: true },
      );
    });
    if (counts.complaint) this.options.onError?.(new MessageInvalid(counts.complaint));
    return counts;
  }

  protected waitAfter({ published, repeated, refused, invalid, waiting }: RelayCounts): number {
    if (waiting > 0) return BROKER_WAIT_MS;
    return published + repeated + refused + invalid > 0 ? 0 : this.options.pollMs;
  }

  /** Keeps one connection that is told of every commit; while it is broken, the poll finds what was stored. */
  private async listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.options.databaseUrl,
      application_name: 'kickoff-outbox-relay',
    });
    client.on('notification', () => {
      this.notified = true;
      this.wake();
    });
    const again = () => {
      client.removeAllListeners('end');
      if (this.stopSignal?.aborted) return;
      this.listenTimer = setTimeout(() => void this.listen(), LISTEN_AGAIN_MS).unref();
    };
    client.on('error', () => undefined);
    client.on('end', again);
    this.listener = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${OUTBOX_CHANNEL}`);
      // What was committed before the LISTEN sent no notification to us.
      this.wake();
    } catch {
      await client.end().catch(() => undefined);
      if (client.listenerCount('end') > 0) again();
    }
  }
}
