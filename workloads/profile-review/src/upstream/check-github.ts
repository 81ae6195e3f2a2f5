import { z } from 'zod';
import {
  assertSucceeded,
  jsonBody,
  retryAfter,
  UpstreamNotFound,
  UpstreamRateLimited,
  UpstreamRefused,
  type UpstreamResponse,
} from '@kickoff/upstream';

const DAY_MS = 86_400_000;
/** GitHub asks for at least a minute where it does not say for how long. */
const UNTOLD_MS = 60_000;

/**
 * Throws what a response of GitHub stands for. Both of its rate limits come as 403 or 429: the primary one with the time
 * of its reset, the secondary one with `Retry-After` or with words alone.
 *
 * @throws UpstreamError
 */
export function checkGitHub(response: UpstreamResponse): void {
  const { status } = response;
  const detail = messageOf(response);
  if (status === 403 || status === 429) {
    const until = heldBackUntil(response, detail);
    if (until !== undefined) throw new UpstreamRateLimited(response, until);
  }
  if (status === 400 || status === 422) throw new UpstreamRefused(response, `status ${status}: ${detail ?? ''}`);
  // Withheld for legal reasons.
  if (status === 451) throw new UpstreamNotFound(response, `status ${status}: ${detail ?? ''}`);
  assertSucceeded(response, { ...(detail !== undefined && { detail }) });
  // The client library takes a body that is not JSON for a text.
  if (!response.notModified && status !== 204) jsonBody(response, z.unknown());
}

function heldBackUntil(response: UpstreamResponse, message: string | undefined): number | undefined {
  const told = retryAfter(response);
  if (told !== undefined) return told;
  const { at, status } = response;
  if (response.header('x-ratelimit-remaining') === '0') {
    const reset = Number(response.header('x-ratelimit-reset')) * 1_000;
    return reset > at && reset <= at + DAY_MS ? reset : at + UNTOLD_MS;
  }
  const saysSo = status === 429 || /rate limit|abuse detection/i.test(message ?? '');
  return saysSo ? at + UNTOLD_MS : undefined;
}

const ErrorBody = z.object({ message: z.string() });

/** What GitHub says in an error; undefined where it says nothing. */
function messageOf({ status, text }: UpstreamResponse): string | undefined {
  if (status < 400) return undefined;
  try {
    return ErrorBody.parse(JSON.parse(text)).message;
  } catch {
    return undefined;
  }
}
