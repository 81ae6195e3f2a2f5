import { UpstreamClient } from '@kickoff/upstream';
import type { UpstreamQuery } from '../sports/sport-adapter.js';
import { SPORTS, type Sport } from '../sports/sport.js';
import { requestQuota, type RequestQuota } from './request-quota.js';
import { listBody, type ListBody } from './response-body.js';

export interface SportsUpstreamsOptions {
  /** Address of each sport's API, without a slash at the end. */
  addresses: Readonly<Record<Sport, string>>;
  /** Key of API-Sports, or of RapidAPI where the address is one of its. */
  key: string;
  /** Longest time for one request, from the first byte sent to the last one received. */
  timeoutMs: number;
  /**
   * What responses are timed by. In services the broker's clock, because states of one match are ordered by it: of two
   * pollers, the one whose machine is ahead would freeze a match for the other.
   */
  clock: { now(): number };
}

export interface UpstreamAnswer extends ListBody {
  /** Milliseconds since the epoch by the client's clock, when the headers of the response arrived. States of one match are ordered by it. */
  observedAt: number;
  quota: RequestQuota;
}

export interface AskOptions {
  signal: AbortSignal;
  /** Told what the response says, also one that is refused. */
  onQuota?: (quota: RequestQuota) => void;
}

/** The APIs of all sports. Knows nothing of jobs and limits. */
export class SportsUpstreams {
  private readonly clients: ReadonlyMap<Sport, UpstreamClient>;

  constructor({ addresses, key, timeoutMs, clock }: SportsUpstreamsOptions) {
    this.clients = new Map(
      SPORTS.map((sport) => {
        const address = addresses[sport];
        return [
          sport,
          new UpstreamClient({ name: sport, address, timeoutMs, clock, headers: headersFor(address, key) }),
        ];
      }),
    );
  }

  /** Nest calls it when the last job has ended. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.clients.values()].map((client) => client.close()));
  }

  /** @throws UpstreamError, or the signal's reason when it aborts */
  async ask(
    sport: Sport,
    { path, parameters }: UpstreamQuery,
    { signal, onQuota }: AskOptions,
  ): Promise<UpstreamAnswer> {
    const response = await this.clients.get(sport)!.ask({ path, query: parameters, signal });
    const quota = requestQuota(response);
    onQuota?.(quota);
    return { ...listBody(response), observedAt: response.at, quota };
  }
}

function headersFor(address: string, key: string): Record<string, string> {
  const { hostname } = new URL(address);
  const common = { accept: 'application/json', 'user-agent': 'kickoff-live-scores' };
  return hostname.endsWith('.rapidapi.com')
    ? { ...common, 'x-rapidapi-key': key, 'x-rapidapi-host': hostname }
    : { ...common, 'x-apisports-key': key };
}
