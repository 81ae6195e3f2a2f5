import { Agent, request, type Dispatcher } from 'undici';
import type { UpstreamQuery } from '../sports/sport-adapter.js';
import type { Sport } from '../sports/sport.js';
import { UpstreamResponseCut, UpstreamTimedOut, UpstreamUnreachable } from './errors.js';
import { requestQuota, type RequestQuota } from './request-quota.js';
import { listBody, type ListBody } from './response-body.js';

export interface UpstreamOptions {
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
  /** Told as soon as headers are there, also those of a refusal. */
  onQuota?: (quota: RequestQuota) => void;
}

/** A day of 1,275 matches with all details is a few MB; more is not an answer. */
const LARGEST_BODY = 32 * 1024 * 1024;

/** Sends requests over connections that are kept open. Knows nothing of jobs and limits. */
export class UpstreamClient {
  private readonly agent: Agent;

  constructor(private readonly options: UpstreamOptions) {
    this.agent = new Agent({ keepAliveTimeout: 60_000, maxResponseSize: LARGEST_BODY, connections: 8 });
  }

  /** Nest calls it when the last job has ended. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  close(): Promise<void> {
    return this.agent.close();
  }

  /** @throws UpstreamError, or the signal's reason when it aborts */
  async ask(sport: Sport, query: UpstreamQuery, { signal, onQuota }: AskOptions): Promise<UpstreamAnswer> {
    const parameters = new URLSearchParams(query.parameters).toString();
    const target = parameters ? `${query.path}?${parameters}` : query.path;
    const name = `GET ${target}`;
    const { timeoutMs } = this.options;
    const timeout = AbortSignal.timeout(timeoutMs);
    let response: Dispatcher.ResponseData | undefined;
    try {
      response = await request(`${this.options.addresses[sport]}${target}`, {
        dispatcher: this.agent,
        headers: this.headers(sport),
        signal: AbortSignal.any([signal, timeout]),
      });
      const observedAt = this.options.clock.now();
      const quota = requestQuota(response.headers);
      onQuota?.(quota);
      const text = await response.body.text();
      const { statusCode: status, headers } = response;
      return { ...listBody({ sport, request: name, status, headers, text, at: observedAt }), observedAt, quota };
    } catch (error) {
      signal.throwIfAborted();
      if (timeout.aborted) throw new UpstreamTimedOut(sport, name, timeoutMs, { cause: error });
      if (!isTransportError(error)) throw error;
      if (response) throw new UpstreamResponseCut(sport, name, `half a response: ${error.message}`, { cause: error });
      throw new UpstreamUnreachable(sport, name, error.message || error.code, { cause: error });
    }
  }

  private headers(sport: Sport): Record<string, string> {
    const { key } = this.options;
    const { hostname } = new URL(this.options.addresses[sport]);
    const common = { accept: 'application/json', 'user-agent': 'kickoff-live-scores' };
    return hostname.endsWith('.rapidapi.com')
      ? { ...common, 'x-rapidapi-key': key, 'x-rapidapi-host': hostname }
      : { ...common, 'x-apisports-key': key };
  }
}

/** Errors of sockets and of undici have a text code; ours have one too, but are thrown after the body is complete. */
function isTransportError(error: unknown): error is { code: string; message: string } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(E[A-Z]+|UND_ERR_\w+)$/.test(error.code)
  );
}
