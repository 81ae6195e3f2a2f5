import type { RequestName } from '../upstream-errors.js';

/** Names are in lower case. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A response with its whole body, whatever its status. */
export class UpstreamResponse implements RequestName {
  readonly upstream: string;
  readonly request: string;
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly bytes: Uint8Array;
  /** Milliseconds since the epoch by the client's clock, when its headers arrived. */
  readonly at: number;
  private decoded: string | undefined;

  constructor(
    parts: RequestName & { status: number; headers: ResponseHeaders; body: Uint8Array | string; at: number },
  ) {
    this.upstream = parts.upstream;
    this.request = parts.request;
    this.status = parts.status;
    this.headers = parts.headers;
    this.bytes = typeof parts.body === 'string' ? new TextEncoder().encode(parts.body) : parts.body;
    this.at = parts.at;
  }

  /** The body by the charset of its content type, UTF-8 where there is none; without a byte order mark. */
  get text(): string {
    return (this.decoded ??= this.decode());
  }

  /** 304: what the caller has, under the `etag` that it sent, still holds. */
  get notModified(): boolean {
    return this.status === 304;
  }

  /** What to send as `etag` with the next request of the same. */
  get etag(): string | undefined {
    return this.header('etag');
  }

  /** The first header of this name, in lower case. */
  header(name: string): string | undefined {
    const value = this.headers[name];
    return typeof value === 'string' ? value : value?.[0];
  }

  private decode(): string {
    const charset = /charset="?([\w-]+)/i.exec(this.header('content-type') ?? '')?.[1] ?? 'utf-8';
    return decoded(this.bytes, charset);
  }
}

/** As UTF-8 also where nobody knows the charset: a body that it does not fit is not the expected shape, and said to be so. */
function decoded(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
