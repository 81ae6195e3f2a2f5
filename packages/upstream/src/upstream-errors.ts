import { KickoffError, type Fault } from '@kickoff/contracts';

/** The ways in which an outside API fails, one class per condition. `docs/guides/upstreams.md` lists the same; a test compares them. */

/** What was asked, and of whom. Begins every message. */
export interface RequestName {
  /** The upstream's name. */
  upstream: string;
  /** Method, path and query, e.g. `GET /fixtures?live=all`. Never holds a key: keys are headers. */
  request: string;
}

/** One place of a body that is not as its schema says. */
export interface BodyIssue {
  /** Path within the body, with dots; empty for the whole. */
  path: string;
  message: string;
}

/** Base of everything that goes wrong with one request. */
export abstract class UpstreamError extends KickoffError {
  readonly fault: Fault = 'operational';
  readonly upstream: string;
  readonly request: string;
  constructor({ upstream, request }: RequestName, problem: string, options?: ErrorOptions) {
    super(`${upstream}: ${request}: ${problem}`, options);
    this.upstream = upstream;
    this.request = request;
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
    name: RequestName,
    readonly timeoutMs: number,
    options?: ErrorOptions,
  ) {
    super(name, `no complete response within ${timeoutMs} ms`, options);
  }
}

/** The connection ended before the whole body had arrived. */
export class UpstreamResponseCut extends UpstreamError {
  readonly code = 'UPSTREAM_RESPONSE_CUT';
}

/** The body is larger than what is taken for an answer. */
export class UpstreamResponseTooLarge extends UpstreamError {
  readonly code = 'UPSTREAM_RESPONSE_TOO_LARGE';
  constructor(
    name: RequestName,
    readonly largestBytes: number,
    options?: ErrorOptions,
  ) {
    super(name, `more than ${largestBytes} bytes`, options);
  }
}

/** A status of 5xx, or any other that is not explained by the classes below. */
export class UpstreamFailed extends UpstreamError {
  readonly code = 'UPSTREAM_FAILED';
  constructor(
    name: RequestName,
    readonly status: number,
    problem: string,
  ) {
    super(name, problem);
  }
}

/** 404 or 410: there is no such thing. Asking again finds it no sooner; a contract may say so by its `retryIf`. */
export class UpstreamNotFound extends UpstreamError {
  readonly code = 'UPSTREAM_NOT_FOUND';
  override readonly fault = 'caller';
}

/** The body is an HTML page: a proxy or an error page answered. */
export class UpstreamAnsweredHtml extends UpstreamError {
  readonly code = 'UPSTREAM_ANSWERED_HTML';
}

/** The body is complete and is not JSON. */
export class UpstreamNotJson extends UpstreamError {
  readonly code = 'UPSTREAM_NOT_JSON';
}

/** The body is complete and is not XML, e.g. because its end is missing. */
export class UpstreamNotXml extends UpstreamError {
  readonly code = 'UPSTREAM_NOT_XML';
}

/** The body is complete and is not CSV. */
export class UpstreamNotCsv extends UpstreamError {
  readonly code = 'UPSTREAM_NOT_CSV';
}

/** How many issues a message names; the field has all. */
const NAMED_ISSUES = 5;

/** The body can be read and is not of the expected shape. */
export class UpstreamSchemaInvalid extends UpstreamError {
  readonly code = 'UPSTREAM_SCHEMA_INVALID';
  constructor(
    name: RequestName,
    readonly issues: readonly BodyIssue[],
  ) {
    const named = issues.slice(0, NAMED_ISSUES).map(({ path, message }) => `${path || '(body)'}: ${message}`);
    if (issues.length > NAMED_ISSUES) named.push(`and ${issues.length - NAMED_ISSUES} more`);
    super(name, `not the expected shape: ${named.join('; ')}`);
  }
}

/** The body says what is wrong with the request. */
export class UpstreamRefused extends UpstreamError {
  readonly code = 'UPSTREAM_REFUSED';
}

/** The key is missing, wrong, suspended or not subscribed. Somebody has to mend it. */
export class UpstreamKeyRejected extends UpstreamError {
  readonly code = 'UPSTREAM_KEY_REJECTED';
}

/** What passes by itself: nothing is to be asked before `until`, milliseconds since the epoch. */
export abstract class UpstreamHeldBack extends UpstreamError {
  constructor(
    name: RequestName,
    readonly until: number,
    problem: string,
  ) {
    super(name, problem);
  }
}

/** 429, or the same said in the body: too many requests in a short time. */
export class UpstreamRateLimited extends UpstreamHeldBack {
  readonly code = 'UPSTREAM_RATE_LIMITED';
  constructor(name: RequestName, until: number) {
    super(name, until, `too many requests; to be asked again after ${new Date(until).toISOString()}`);
  }
}

/** The day's requests are used up; the count starts again at 00:00 UTC. */
export class UpstreamQuotaUsedUp extends UpstreamHeldBack {
  readonly code = 'UPSTREAM_QUOTA_USED_UP';
  constructor(name: RequestName, until: number) {
    super(name, until, 'quota used up until 00:00 UTC');
  }
}

/** 503: the API is away for everybody, for a while. */
export class UpstreamUnavailable extends UpstreamHeldBack {
  readonly code = 'UPSTREAM_UNAVAILABLE';
  constructor(name: RequestName, until: number) {
    super(name, until, `unavailable; to be asked again after ${new Date(until).toISOString()}`);
  }
}

/** 202: the upstream has begun to prepare the answer and wants to be asked again. */
export class UpstreamNotReady extends UpstreamHeldBack {
  readonly code = 'UPSTREAM_NOT_READY';
  constructor(name: RequestName, until: number) {
    super(name, until, `the answer is being prepared; to be asked again after ${new Date(until).toISOString()}`);
  }
}
