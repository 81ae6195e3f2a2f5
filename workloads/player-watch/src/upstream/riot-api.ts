import { UpstreamClient, type UpstreamResponse } from '@kickoff/upstream';
import type { Routing } from '../player/platform.js';
import { ROUTING_PLACE } from '../settings.js';
import type { RiotRequest } from './riot-requests.js';

export interface RiotApiOptions {
  /** With `{routing}` in the place of the platform or region. */
  address: string;
  key: string;
  timeoutMs: number;
}

/** Riot's API: one client per platform and region, each with connections of its own. Knows nothing of jobs and limits. */
export class RiotApi {
  private readonly clients = new Map<Routing, UpstreamClient>();

  constructor(private readonly options: RiotApiOptions) {}

  /** Nest calls it when the last job has ended. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.clients.values()].map((client) => client.close()));
  }

  /**
   * The complete response, whatever its status.
   *
   * @throws UpstreamUnreachable, UpstreamTimedOut, UpstreamResponseCut, UpstreamResponseTooLarge; the signal's reason when it aborts
   */
  ask({ routing, path, query }: RiotRequest, signal: AbortSignal): Promise<UpstreamResponse> {
    return this.clientOf(routing).ask({ path, query, signal });
  }

  private clientOf(routing: Routing): UpstreamClient {
    let client = this.clients.get(routing);
    if (!client) {
      const { address, key, timeoutMs } = this.options;
      client = new UpstreamClient({
        name: `Riot ${routing}`,
        address: address.replace(ROUTING_PLACE, routing),
        timeoutMs,
        headers: key ? { 'x-riot-token': key } : {},
      });
      this.clients.set(routing, client);
    }
    return client;
  }
}
