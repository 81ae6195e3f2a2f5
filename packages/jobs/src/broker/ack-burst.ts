import type { NatsConnection } from '@nats-io/transport-node';

/**
 * Acks that come in one burst as one write: one by one, each costs the client library four buffers and a turn through its
 * queue, which was a tenth of a worker's time. They leave before anything that is published after this turn of the event loop.
 */
export class AckBurst {
  private commands = '';

  private readonly protocol: Protocol | undefined;

  constructor(private readonly connection: NatsConnection) {
    const { protocol } = connection as NatsConnection & { protocol?: Partial<Protocol> };
    if (typeof protocol?.sendCommand === 'function') this.protocol = protocol as Protocol;
  }

  /** Acks a delivery. Does nothing on a closed connection: the message comes back. */
  add(ackSubject: string): void {
    if (!this.protocol) {
      if (!this.connection.isClosed()) this.connection.publish(ackSubject);
      return;
    }
    if (this.commands.length === 0) queueMicrotask(() => this.send());
    this.commands += `PUB ${ackSubject} 0\r\n\r\n`;
  }

  private send(): void {
    const { commands } = this;
    this.commands = '';
    if (!this.connection.isClosed()) this.protocol!.sendCommand(commands);
  }
}

/** What the library's own modules use of a connection, and may lack one day: acks then go one by one. */
interface Protocol {
  sendCommand(commands: string): void;
}
