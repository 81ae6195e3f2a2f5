import type { WireResponse } from '@kickoff/upstream/simulator';
import type { Answer } from './answers.js';

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
