import {
  jetstream as openJetstream,
  jetstreamManager,
  type JetStreamClient,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { connect, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node';
import { BrokerUnavailable, useInstallation, type PlatformService } from '@kickoff/contracts';
import { serviceInbox, useInbox, workloadInbox } from './inbox.js';
import { ServerClock } from './server-clock.js';

export interface BrokerOptions {
  /** Address of a NATS server, or several of one cluster. */
  servers: string | string[];
  /** Shown by the server in its list of connections. */
  name: string;
  user?: string;
  pass?: string;
  /**
   * The installation's, where several share an account (`KICKOFF_PREFIX` of its services): kebab-case, at most 20 characters.
   * Default: that of the installation which this process belongs to already, or none.
   */
  prefix?: string;
  /** Replies come to inboxes of this workload alone, as `workloadPermissions` allow. Default: any inbox. */
  workload?: string;
  /** The same for a service of the platform, as `servicePermissions` allow; goes before `workload`. */
  service?: PlatformService;
  /** Wait for the first connection for ever (services at boot) or fail at once (commands). Default false. */
  waitForServer?: boolean;
}

/** One connection to NATS with its JetStream clients and the server's clock. Reconnects for ever. */
export class Broker {
  private constructor(
    readonly connection: NatsConnection,
    readonly jetstream: JetStreamClient,
    readonly manager: JetStreamManager,
    readonly clock: ServerClock,
  ) {
    void this.followStatus();
  }

  /**
   * @throws BrokerUnavailable when no server answers and `waitForServer` is off; ConfigurationInvalid when this process
   *   belongs to another installation
   */
  static async connect(options: BrokerOptions): Promise<Broker> {
    useInstallation(options.prefix);
    const connection = await connect(connectionOptions(options)).catch((cause: unknown) => {
      throw new BrokerUnavailable(`no NATS server answers at ${[options.servers].flat().join(', ')}`, { cause });
    });
    const inbox = inboxPrefix(options);
    if (inbox !== undefined) useInbox(connection, inbox);
    const manager = await jetstreamManager(connection, { checkAPI: false, timeout: 10_000 });
    const broker = new Broker(
      connection,
      openJetstream(connection, { timeout: 10_000 }),
      manager,
      new ServerClock(connection),
    );
    await broker.clock.start();
    return broker;
  }

  get connected(): boolean {
    return !this.connection.isClosed() && this.isUp;
  }

  private isUp = true;
  private readonly listeners = new Set<(connected: boolean) => void>();

  /** Calls back on every loss and return of the connection; resolves when it is closed. */
  async watchStatus(listener: (connected: boolean) => void): Promise<void> {
    this.listeners.add(listener);
    await this.connection.closed();
  }

  private async followStatus(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (type !== 'disconnect' && type !== 'reconnect') continue;
      this.isUp = type === 'reconnect';
      for (const listener of this.listeners) listener(this.isUp);
    }
  }

  /** Sends what is buffered, then closes. Safe to call twice. */
  async close(): Promise<void> {
    this.clock.stop();
    if (this.connection.isClosed()) return;
    // A drain waits for the server, which may be away for good.
    const drained = this.connection.drain().catch(() => {});
    await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, 2_000).unref())]);
    if (!this.connection.isClosed()) await this.connection.close();
  }
}

/**
 * The client's defaults give up after ten tries and notice a dead link after four minutes; a service must do neither
 * (pings every 10 s, two missed: half-open links are noticed within 30 s).
 */
export function connectionOptions(options: BrokerOptions): ConnectionOptions {
  const { servers, name, user, pass, waitForServer = false } = options;
  return {
    servers,
    name,
    user,
    pass,
    inboxPrefix: inboxPrefix(options),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    pingInterval: 10_000,
    maxPingOut: 2,
    waitOnFirstConnect: waitForServer,
    ignoreAuthErrorAbort: true,
    noAsyncTraces: true,
  };
}

function inboxPrefix({ service, workload }: Pick<BrokerOptions, 'service' | 'workload'>): string | undefined {
  if (service !== undefined) return serviceInbox(service);
  return workload === undefined ? undefined : workloadInbox(workload);
}
