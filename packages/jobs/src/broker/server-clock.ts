import { bucketStream } from '@kickoff/contracts';
import type { NatsConnection } from '@nats-io/transport-node';

const RESYNC_MS = 60_000;

/** Of so many answers the fastest counts: one that waited in a busy event loop would shift the clock by half its wait. */
const SAMPLES = 3;
const GOOD_ROUND_TRIP_MS = 20;

const byConnection = new WeakMap<NatsConnection, ServerClock>();

/** The clock of a broker's connection; of any other connection the local one. */
export function clockOf(connection: NatsConnection): Pick<ServerClock, 'now'> {
  return byConnection.get(connection) ?? { now: Date.now };
}

/**
 * The server's clock as seen from here, in whole milliseconds. Delays are promised by the server's clock, so run times are
 * computed with it. Limits: accurate to half a round trip; until the first answer it equals the local clock.
 */
export class ServerClock {
  private offsetMs = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly connection: NatsConnection) {
    byConnection.set(connection, this);
  }

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

  private async sync(): Promise<void> {
    // Everybody may ask about this stream, whatever their workload.
    const ask = `$JS.API.STREAM.INFO.${bucketStream('control')}`;
    let fastestMs = Infinity;
    for (let sample = 0; sample < SAMPLES && fastestMs > GOOD_ROUND_TRIP_MS; sample += 1) {
      const sentAt = Date.now();
      try {
        const reply = await this.connection.request(ask, undefined, { timeout: 5_000 });
        const { ts } = reply.json<{ ts?: string }>();
        const roundTripMs = Date.now() - sentAt;
        if (ts === undefined || roundTripMs >= fastestMs) continue;
        fastestMs = roundTripMs;
        this.offsetMs = Math.round(Date.parse(ts) - sentAt - roundTripMs / 2);
      } catch {
        // Unreachable for now: keep the last known offset and ask again at the next turn.
        return;
      }
    }
  }
}
