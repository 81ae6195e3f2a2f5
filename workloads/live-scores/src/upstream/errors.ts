import { KickoffError, type Fault } from '@kickoff/contracts';
import type { Sport } from '../sports/sport.js';

/** The ways in which an upstream API fails, one class per condition. Every message names the sport and what was asked. */

/** Base of everything that goes wrong with one request. */
export abstract class UpstreamError extends KickoffError {
  readonly fault: Fault = 'operational';
  constructor(
    readonly sport: Sport,
    /** What was asked, e.g. `GET /fixtures?live=all`. Never holds the key. */
    readonly request: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(`${sport}: ${request}: ${problem}`, options);
  }
}

/** No connection, or it broke before the response began. */
export class UpstreamUnreachable extends UpstreamError {
  readonly code = 'UPSTREAM_UNREACHABLE';
}

/** The response did not arrive completely within the time allowed for a request. */
export class UpstreamTimedOut extends UpstreamError {
  readonly code = 'UPSTREAM_TIMED_OUT';
  constructor(
    sport: Sport,
    request: string,
    readonly timeoutMs: number,
    options?: ErrorOptions,
  ) {
    super(sport, request, `no complete response within ${timeoutMs} ms`, options);
  }
}

/** The connection ended before the whole body had arrived. */
export class UpstreamResponseCut extends UpstreamError {
  readonly code = 'UPSTREAM_RESPONSE_CUT';
}

/** A status of 5xx, or any other that is not explained by the classes below. */
export class UpstreamFailed extends UpstreamError {
  readonly code = 'UPSTREAM_FAILED';
  constructor(
    sport: Sport,
    request: string,
    readonly status: number,
    detail: string,
  ) {
    super(sport, request, `status ${status}${detail ? `: ${detail}` : ''}`);
  }
}

/** The body is an HTML page: a proxy or an error page answered. */
export class UpstreamAnsweredHtml extends UpstreamError {
  readonly code = 'UPSTREAM_ANSWERED_HTML';
}

/** The body is complete and is not JSON. */
export class UpstreamNotJson extends UpstreamError {
  readonly code = 'UPSTREAM_NOT_JSON';
}

/** The body is JSON and not the envelope of this API. */
export class UpstreamSchemaInvalid extends UpstreamError {
  readonly code = 'UPSTREAM_SCHEMA_INVALID';
  constructor(
    sport: Sport,
    request: string,
    readonly issues: readonly { path: string; message: string }[],
  ) {
    super(
      sport,
      request,
      `not the expected shape: ${issues.map(({ path, message }) => `${path || '(body)'}: ${message}`).join('; ')}`,
    );
  }
}

/** The body says in `errors` what is wrong with the request. */
export class UpstreamRefused extends UpstreamError {
  readonly code = 'UPSTREAM_REFUSED';
  constructor(
    sport: Sport,
    request: string,
    readonly errors: Readonly<Record<string, string>>,
  ) {
    super(
      sport,
      request,
      Object.entries(errors)
        .map(([name, text]) => `${name}: ${text}`)
        .join('; '),
    );
  }
}

/** The key is missing, wrong, suspended or not subscribed. Somebody has to mend it. */
export class UpstreamKeyRejected extends UpstreamError {
  readonly code = 'UPSTREAM_KEY_REJECTED';
}

/** 429, or the same said in the body: too many requests in a short time. */
export class UpstreamRateLimited extends UpstreamError {
  readonly code = 'UPSTREAM_RATE_LIMITED';
  constructor(
    sport: Sport,
    request: string,
    /** Milliseconds since the epoch before which no request is welcome. */
    readonly until: number,
  ) {
    super(sport, request, `too many requests; to be asked again after ${new Date(until).toISOString()}`);
  }
}

/** 503: the API is away for everybody, for a while. */
export class UpstreamUnavailable extends UpstreamError {
  readonly code = 'UPSTREAM_UNAVAILABLE';
  constructor(
    sport: Sport,
    request: string,
    /** Milliseconds since the epoch before which no request is welcome. */
    readonly until: number,
  ) {
    super(sport, request, `unavailable; to be asked again after ${new Date(until).toISOString()}`);
  }
}

/** The day's requests are used up; the count starts again at 00:00 UTC. */
export class UpstreamQuotaUsedUp extends UpstreamError {
  readonly code = 'UPSTREAM_QUOTA_USED_UP';
  constructor(
    sport: Sport,
    request: string,
    /** Milliseconds since the epoch of the next 00:00 UTC. */
    readonly until: number,
  ) {
    super(sport, request, 'quota used up until 00:00 UTC');
  }
}

/** One match of a response is not the schema. The others are not affected. */
export class MatchInvalid extends KickoffError {
  readonly code = 'MATCH_INVALID';
  readonly fault = 'operational';
  constructor(
    readonly sport: Sport,
    /** Undefined when not even the id can be read. */
    readonly matchId: string | undefined,
    readonly issues: readonly { path: string; message: string }[],
  ) {
    super(
      `${sport} match ${matchId ?? 'without id'} is invalid: ${issues
        .map(({ path, message }) => `${path || '(whole match)'}: ${message}`)
        .join('; ')}`,
    );
  }
}
