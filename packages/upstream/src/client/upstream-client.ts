import { Agent, request } from 'undici';
import {
  UpstreamResponseCut,
  UpstreamResponseTooLarge,
  UpstreamTimedOut,
  UpstreamUnreachable,
  type RequestName,
  type UpstreamError,
} from '../upstream-errors.js';
import { UpstreamResponse } from './upstream-response.js';

export interface UpstreamClientOptions {
  /** Begins the message of every error. */
  name: string;
  /** What paths are appended to; without a slash at the end. */
  address: string;
  /** Longest time for one request, from the first byte sent to the last one received. */
  timeoutMs: number;
  /** Sent with every request. Keys belong here: paths and queries are named in errors. */
  headers?: Readonly<Record<string, string>>;
  /** A body that is larger is not read to its end. Default 32 MiB. */
  largestBodyBytes?: number;
  /** Connections that are kept open at most. Default 8. */
  connections?: number;
  /** What responses are timed by. Default: the machine's clock. Services that order by it give the broker's. */
  clock?: { now(): number };
}

export interface UpstreamRequest {
  /** Begins with a slash. */
  path: string;
  signal: AbortSignal;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is, in place of `json`; its type belongs into the headers. */
  body?: string;
  /** Of an earlier response to the same request: when it still holds, the answer is `notModified` and has no body. */
  etag?: string;
}

const LARGEST_BODY_BYTES = 32 * 1024 * 1024;

/** Sends requests to one upstream over connections that are kept open. Knows nothing of jobs and limits. */
export class UpstreamClient {
  private readonly agent: Agent;
  private readonly largestBodyBytes: number;
  private readonly clock: { now(): number };

  constructor(private readonly options: UpstreamClientOptions) {
    const { largestBodyBytes = LARGEST_BODY_BYTES, connections = 8, clock = Date } = options;
    this.largestBodyBytes = largestBodyBytes;
    this.clock = clock;
    this.agent = new Agent({ keepAliveTimeout: 60_000, maxResponseSize: largestBodyBytes, connections });
  }

  /** Nest calls it when the last job has ended. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  close(): Promise<void> {
    return this.agent.close();
  }

  /**
   * The complete response, whatever its status; `assertSucceeded` and the readers of bodies say what is wrong with it.
   *
   * @throws UpstreamUnreachable, UpstreamTimedOut, UpstreamResponseCut, UpstreamResponseTooLarge; the signal's reason when it aborts
   */
  async ask(asked: UpstreamRequest): Promise<UpstreamResponse> {
    const { path, query = {}, method = 'GET', signal } = asked;
    const parameters = new URLSearchParams(query).toString();
    const target = parameters ? `${path}?${parameters}` : path;
    const name: RequestName = { upstream: this.options.name, request: `${method} ${target}` };
    const timeout = AbortSignal.timeout(this.options.timeoutMs);
    let begun = false;
    try {
      const response = await request(`${this.options.address}${target}`, {
        dispatcher: this.agent,
        method,
        headers: this.headers(asked),
        body: asked.json === undefined ? asked.body : JSON.stringify(asked.json),
        signal: AbortSignal.any([signal, timeout]),
      });
      begun = true;
      const at = this.clock.now();
      const body = await response.body.bytes();
      return new UpstreamResponse({ ...name, status: response.statusCode, headers: response.headers, body, at });
    } catch (error) {
      signal.throwIfAborted();
      if (timeout.aborted) throw new UpstreamTimedOut(name, this.options.timeoutMs, { cause: error });
      throw this.transportError(name, error, begun) ?? error;
    }
  }

  /** What paths are appended to. */
  get address(): string {
    return this.options.address;
  }

  get name(): string {
    return this.options.name;
  }

  private headers({ headers, json, etag }: UpstreamRequest): Record<string, string> {
    return {
      ...this.options.headers,
      ...headers,
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(etag !== undefined && { 'if-none-match': etag }),
    };
  }

  private transportError(name: RequestName, error: unknown, begun: boolean): UpstreamError | undefined {
    if (!isTransportError(error)) return undefined;
    const options = { cause: error };
    if (error.code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
      return new UpstreamResponseTooLarge(name, this.largestBodyBytes, options);
    return begun
      ? new UpstreamResponseCut(name, `half a response: ${error.message}`, options)
      : new UpstreamUnreachable(name, error.message || error.code, options);
  }
}

/** Errors of sockets, names, certificates and of undici have a text code; so have those of wrong arguments. */
function isTransportError(error: unknown): error is { code: string; message: string } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    !error.code.startsWith('ERR_INVALID_')
  );
}
