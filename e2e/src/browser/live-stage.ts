import { join } from 'node:path';
import { broadcastSubject, type BroadcastBody } from '@kickoff/contracts';
import { freePort, REPOSITORY, ServiceProcess, serviceProgram } from '@kickoff/embedded';
import { applyTopology, Broker } from '@kickoff/jobs';
import { matchChannel, workload } from '@kickoff/live-scores/contracts';
import { messageOf, type Played } from './match-day.js';
import { PageServer } from './page-server.js';

const STOP_GRACE_MS = 10_000;

/** Everything between a broadcast and the browser, for real: nats-server, a gateway process that can be stopped, the page's files. */
export class LiveStage {
  private constructor(
    private readonly broker: Broker,
    private readonly gateway: ServiceProcess,
    private readonly page: PageServer,
  ) {}

  /** `directory` takes the gateway's log. */
  static async start(natsUrl: string, directory: string): Promise<LiveStage> {
    const broker = await Broker.connect({ servers: natsUrl, name: 'live-stage' });
    await applyTopology(broker, [workload]);
    const [port, healthPort] = [await freePort(), await freePort()];
    const gateway = new ServiceProcess({
      name: 'gateway',
      repository: REPOSITORY,
      program: [serviceProgram(REPOSITORY, 'gateway')],
      healthPorts: [healthPort],
      env: { KICKOFF_NATS_URL: natsUrl, PORT: String(port), HEALTH_PORT: String(healthPort) },
      logFile: join(directory, 'gateway.log'),
      onLost: ({ code }) => process.stderr.write(`the gateway ended by itself (exit code ${code})\n`),
    });
    const stage = new LiveStage(broker, gateway, await PageServer.start(`http://127.0.0.1:${port}`));
    await stage.startGateway();
    return stage;
  }

  get url(): string {
    return this.page.url;
  }

  async startGateway(): Promise<void> {
    await this.gateway.start();
  }

  async stopGateway(): Promise<void> {
    await this.gateway.stop(STOP_GRACE_MS);
  }

  /** Publishes as a broadcasting job does; resolves when the stream has it. */
  async play(...changes: Played[]): Promise<void> {
    for (const played of changes) {
      await this.broadcast(matchChannel(played.match), played.type, messageOf(played), played.match);
    }
  }

  async broadcast(channel: string, type: string, data: unknown, document: unknown): Promise<void> {
    const body: BroadcastBody = { type, at: Date.now(), data, document };
    await this.broker.jetstream.publish(broadcastSubject(channel), JSON.stringify(body));
  }

  async stop(): Promise<void> {
    await this.stopGateway();
    await this.page.stop();
    await this.broker.close();
  }
}
