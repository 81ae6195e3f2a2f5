import { createServer, type Server } from 'node:http';
import { broadcastSubject, type BroadcastBody } from '@kickoff/contracts';
import { freePort } from '@kickoff/embedded';
import { LiveServer } from '@kickoff/gateway/dist/live/live-server.js';
import { applyTopology, Broker } from '@kickoff/jobs';
import { matchChannel } from '@kickoff/live-scores/contracts';
import { messageOf, type Played } from './match-day.js';
import { PageServer } from './page-server.js';

const CHANNELS = {
  'live-scores': [
    { pattern: 'quota', visibility: 'public' },
    { pattern: ':sport/:leagueId/:matchId', visibility: 'public' },
  ],
} as const;

/** Everything between a broadcast and the browser, for real: nats-server, a gateway that can be stopped, the page's files. */
export class LiveStage {
  private http: Server | undefined;
  private gateway: LiveServer | undefined;

  private constructor(
    private readonly broker: Broker,
    private readonly port: number,
    private readonly page: PageServer,
  ) {}

  static async start(natsUrl: string): Promise<LiveStage> {
    const broker = await Broker.connect({ servers: natsUrl, name: 'live-stage' });
    await applyTopology(broker, []);
    const port = await freePort();
    const stage = new LiveStage(broker, port, await PageServer.start(`http://127.0.0.1:${port}`));
    await stage.startGateway();
    return stage;
  }

  get url(): string {
    return this.page.url;
  }

  async startGateway(): Promise<void> {
    const http = createServer();
    this.gateway = new LiveServer({ http, broker: this.broker, channels: CHANNELS });
    await this.gateway.start();
    await new Promise<void>((resolve) => http.listen(this.port, '127.0.0.1', resolve));
    this.http = http;
  }

  async stopGateway(): Promise<void> {
    await this.gateway?.stop();
    this.http?.closeAllConnections();
    await new Promise((resolve) => (this.http ? this.http.close(resolve) : resolve(undefined)));
    this.gateway = undefined;
    this.http = undefined;
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
