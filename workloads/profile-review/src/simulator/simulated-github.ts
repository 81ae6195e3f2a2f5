import { createHash } from 'node:crypto';
import type { WireResponse } from '@kickoff/upstream/simulator';
import { events, languages, NOBODY, readme, repositories, user } from './generated-profiles.js';
import type { RecordedExchanges } from './recorded-exchanges.js';

export interface GitHubRequest {
  /** Below the API's address. */
  path: string;
  query: Readonly<Record<string, string>>;
  etag: string | undefined;
  /** The API's address, for links. */
  address: string;
}

interface Answer {
  status: number;
  body: unknown;
  link?: string;
}

const HOUR_MS = 3_600_000;
const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found' } };

/** GitHub's REST API for generated or recorded users, with ETags, pages and the primary rate limit. Knows nothing of HTTP. */
export class SimulatedGitHub {
  recorded: RecordedExchanges | undefined;
  private used = 0;
  private resetAt = 0;

  constructor(private readonly requestsPerHour: number) {}

  answer(request: GitHubRequest, now: number): WireResponse {
    if (now >= this.resetAt) [this.used, this.resetAt] = [0, now + HOUR_MS];
    if (this.used >= this.requestsPerHour) return this.refusal(now);
    const { status, body, link } = this.recorded?.answer(request) ?? generated(request, now);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`;
    const unchanged = status === 200 && request.etag === etag;
    // What has not changed costs nothing.
    if (!unchanged) this.used += 1;
    const headers = { ...this.limitHeaders(), ...(status === 200 && { etag }), ...(link !== undefined && { link }) };
    return unchanged ? { status: 304, headers, body: '' } : { status, headers, body: text };
  }

  /** 403 of the primary rate limit, or of the secondary one, which says how long to wait. */
  refusal(now: number, secondary?: { retryAfterSeconds: number }): WireResponse {
    if (secondary) {
      const body = JSON.stringify({ message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' });
      const headers = { ...this.limitHeaders(), 'retry-after': String(secondary.retryAfterSeconds) };
      return { status: 403, headers, body };
    }
    const body = JSON.stringify({ message: 'API rate limit exceeded for user ID 1.' });
    return { status: 403, headers: { ...this.limitHeaders(), 'x-ratelimit-remaining': '0' }, body };
  }

  /** Requests of this hour that cost something. */
  get usedRequests(): number {
    return this.used;
  }

  /** Nothing is left for so long. */
  useUp(untilMs: number, now: number): void {
    [this.used, this.resetAt] = [this.requestsPerHour, now + untilMs];
  }

  private limitHeaders(): Record<string, string> {
    return {
      'content-type': 'application/json; charset=utf-8',
      'x-ratelimit-limit': String(this.requestsPerHour),
      'x-ratelimit-remaining': String(Math.max(0, this.requestsPerHour - this.used - 1)),
      'x-ratelimit-reset': String(Math.ceil(this.resetAt / 1_000)),
      'x-ratelimit-resource': 'core',
    };
  }
}

function generated(request: GitHubRequest, now: number): Answer {
  const [kind, login = '', ...rest] = request.path.split('/').filter(Boolean);
  if (login.startsWith(NOBODY)) return NOT_FOUND;
  const what = rest.join('/');
  if (kind === 'users') {
    if (what === '') return { status: 200, body: user(login, now) };
    if (what === 'repos') return page(repositories(login, now), request);
    if (what === 'events/public') return page(events(login, now), request);
  }
  if (kind === 'repos' && rest.length === 2) {
    if (rest[1] === 'languages') return { status: 200, body: languages(login, rest[0]!) };
    const found = rest[1] === 'readme' ? readme(login, rest[0]!) : undefined;
    if (found) return { status: 200, body: found };
  }
  return NOT_FOUND;
}

function page(all: readonly object[], { path, query, address }: GitHubRequest): Answer {
  const [size, number] = [Number(query['per_page'] ?? 30), Number(query['page'] ?? 1)];
  const body = all.slice((number - 1) * size, number * size);
  if (number * size >= all.length) return { status: 200, body };
  const next = new URLSearchParams({ ...query, page: String(number + 1) });
  return { status: 200, body, link: `<${address}${path}?${next.toString()}>; rel="next"` };
}
