import type { Answer } from './answers.js';
import type { MisbehaviourOrder } from './misbehaviour.js';

/** A response as it goes over the wire. */
export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** The connection ends after so many bytes of the body. */
  cutAfter?: number;
  delayMs?: number;
  /** Nothing is ever answered. */
  never?: boolean;
}

interface Envelope {
  get: string;
  parameters: Readonly<Record<string, string>>;
  page: number;
  /** Entries of one page; undefined: all. */
  pageSize?: number;
  /** The `/games` APIs answer without `paging`. */
  paged: boolean;
}

const JSON_TYPE = 'application/json; charset=utf-8';

export function responseOf(answer: Answer, envelope: Envelope, headers: Record<string, string>): WireResponse {
  const all = { ...headers, 'content-type': JSON_TYPE };
  if ('raw' in answer && answer.raw !== undefined) return { status: 200, headers: all, body: answer.raw };
  return { status: 200, headers: all, body: JSON.stringify(envelopeOf(answer, envelope)) };
}

export function errorResponse(
  errors: Record<string, string>,
  envelope: Envelope,
  headers: Record<string, string>,
): WireResponse {
  return responseOf({ errors }, envelope, headers);
}

export function messageResponse(status: number, message: string, headers: Record<string, string>): WireResponse {
  return { status, headers: { ...headers, 'content-type': JSON_TYPE }, body: JSON.stringify({ message }) };
}

/** Spoils a response as ordered. */
export function misbehave(response: WireResponse, order: MisbehaviourOrder): WireResponse {
  switch (order.kind) {
    case 'rate-limited':
      return messageResponse(429, 'Too many requests', {
        ...response.headers,
        'retry-after': String(order.retryAfterSeconds),
      });
    case 'unavailable':
      return messageResponse(503, 'Service unavailable', {
        ...response.headers,
        'retry-after': String(order.retryAfterSeconds),
      });
    case 'server-error':
      return messageResponse(500, 'This error is on our side, please report us this error.', response.headers);
    case 'time-out':
      return { ...response, never: true };
    case 'slow':
      return { ...response, delayMs: order.delayMs };
    case 'malformed-json':
      return { ...response, body: `${response.body.slice(0, Math.floor(response.body.length / 2))}"}]` };
    case 'html':
      return {
        ...response,
        headers: { ...response.headers, 'content-type': 'text/html' },
        body: '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>',
      };
    case 'half-response':
      return { ...response, cutAfter: Math.floor(Buffer.byteLength(response.body) / 2) };
    case 'wrong-schema':
      return { ...response, body: JSON.stringify({ get: 'fixtures', response: { matches: 'none' }, errors: [] }) };
    case 'quota-used-up':
      return withErrors(response, {
        requests:
          'You have reached the request limit for the day, Go to https://dashboard.example to upgrade your plan.',
      });
    case 'key-rejected':
      return withErrors(response, {
        token: 'Error/Missing application key. Go to https://www.example to learn how to get your key.',
      });
    case 'refused':
      return withErrors(response, { live: 'The Live field must be a valid value.' });
    case 'broken-match':
      break;
  }
  return { ...response, body: breakOne(response.body) };
}

function withErrors(response: WireResponse, errors: Record<string, string>): WireResponse {
  const body = { get: 'fixtures', parameters: [], errors, results: 0, paging: { current: 1, total: 1 }, response: [] };
  return { ...response, body: JSON.stringify(body) };
}

function breakOne(body: string): string {
  const parsed = JSON.parse(body) as { response?: { goals?: unknown; scores?: unknown }[] };
  const match = parsed.response?.[0];
  if (match) {
    if ('goals' in match) match.goals = { home: 'two', away: null };
    else match.scores = 'unknown';
  }
  return JSON.stringify(parsed);
}

function envelopeOf(answer: Answer, { get, parameters, page, pageSize, paged }: Envelope): object {
  const entries = 'entries' in answer ? answer.entries : [];
  const errors = 'errors' in answer ? answer.errors : [];
  const size = pageSize ?? Math.max(1, entries.length);
  const listed = entries.slice((page - 1) * size, page * size);
  return {
    get,
    // As PHP writes it: an empty map is a list.
    parameters: Object.keys(parameters).length > 0 ? parameters : [],
    errors,
    results: listed.length,
    ...(paged && { paging: { current: page, total: Math.max(1, Math.ceil(entries.length / size)) } }),
    response: listed,
  };
}
