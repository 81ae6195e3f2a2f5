import type { NatsConnection } from '@nats-io/transport-node';

const RESYNC_MS = 60_000;

/**
 * The server's clock as seen from here. Delays are promised by the server's clock, so run times are computed with it.
 * Limits: accurate to half a round trip; until the first answer it equals the local clock.
 */
export class ServerClock {
  private offsetMs = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly connection: NatsConnection) {}

  async start(): Promise<void> {
    await this.sync();
    this.timer = setInterval(() => void this.sync(), RESYNC_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Milliseconds since the epoch by the server's clock. */
  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** Server time minus local time. Over one second is worth a warning. */
  get skewMs(): number {
    return this.offsetMs;
  }

  /** Any STREAM.INFO answer carries the server's time, also the one that says the stream does not exist. */
  private async sync(): Promise<void> {
    const sentAt = Date.now();
    try {
      const reply = await this.connection.request('$JS.API.STREAM.INFO.EVENTS', undefined, { timeout: 5_000 });
      const { ts } = reply.json<{ ts?: string }>();
      if (ts) this.offsetMs = Date.parse(ts) - (sentAt + Date.now()) / 2;
    } catch {
      // Unreachable for now: keep the last known offset and ask again at the next turn.
    }
  }
}
