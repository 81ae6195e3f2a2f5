import { UpstreamResponse, type ResponseHeaders } from '../client/upstream-response.js';

interface Said {
  status?: number;
  headers?: ResponseHeaders;
  body?: string | Uint8Array;
  at?: number;
}

/** A complete response of the upstream `library` to `GET /books`. */
export function responseForTest({ status = 200, headers = {}, body = '', at = 0 }: Said): UpstreamResponse {
  return new UpstreamResponse({ upstream: 'library', request: 'GET /books', status, headers, body, at });
}
