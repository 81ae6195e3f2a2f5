import { excerpt } from '../bodies/excerpt.js';
import { isHtml } from '../bodies/refuse-html.js';
import {
  UpstreamFailed,
  UpstreamKeyRejected,
  UpstreamNotFound,
  UpstreamNotReady,
  UpstreamRateLimited,
  UpstreamUnavailable,
} from '../upstream-errors.js';
import { retryAfter } from './retry-after.js';
import type { UpstreamResponse } from './upstream-response.js';

export interface FailureOptions {
  /** What the body says, for the message. Default: its beginning. */
  detail?: string;
  /** How long to wait after a 202 that does not say so. Default 5 s. */
  notReadyMs?: number;
  /** After a 429. Default 60 s: limits are mostly counted by the minute. */
  rateLimitMs?: number;
  /** After a 503. Default 15 s. */
  unavailableMs?: number;
}

/** @throws the UpstreamError that a response's status stands for, unless it is one of success or 304 */
export function assertSucceeded(response: UpstreamResponse, options: FailureOptions = {}): void {
  const { status, at } = response;
  const { notReadyMs = 5_000, rateLimitMs = 60_000, unavailableMs = 15_000 } = options;
  const { detail = beginningOf(response) } = options;
  const until = (untoldMs: number) => retryAfter(response) ?? at + untoldMs;
  switch (status) {
    case 202:
      throw new UpstreamNotReady(response, until(notReadyMs));
    case 401:
    case 403:
      throw new UpstreamKeyRejected(response, statusAnd(status, detail));
    case 404:
    case 410:
      throw new UpstreamNotFound(response, statusAnd(status, detail));
    case 429:
      throw new UpstreamRateLimited(response, until(rateLimitMs));
    case 503:
      throw new UpstreamUnavailable(response, until(unavailableMs));
    default:
      if (!response.notModified && (status < 200 || status > 299))
        throw new UpstreamFailed(response, status, statusAnd(status, detail));
  }
}

function statusAnd(status: number, detail: string): string {
  return detail ? `status ${status}: ${detail}` : `status ${status}`;
}

function beginningOf(response: UpstreamResponse): string {
  if (isHtml(response)) return 'an HTML page';
  return response.text.trim() === '' ? '' : excerpt(response.text);
}
