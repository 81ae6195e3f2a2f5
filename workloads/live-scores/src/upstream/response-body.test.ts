import { describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import { UpstreamResponse } from '@kickoff/upstream';
import { RECORDED_MATCHES, recordedResponses } from '../testing/recorded-data.js';
import { listBody } from './response-body.js';

interface Said {
  status?: number;
  text: string;
}

const response = ({ status = 200, text }: Said) =>
  new UpstreamResponse({
    upstream: 'football',
    request: 'GET /fixtures?live=all',
    status,
    headers: { 'content-type': 'application/json' },
    body: text,
    at: Date.UTC(2026, 1, 4, 23, 0),
  });

function codeOf(overrides: Said): string {
  try {
    listBody(response(overrides));
    return 'none';
  } catch (error) {
    return errorCode(error);
  }
}

describe('listBody', () => {
  it.each([
    ['lists', '{"errors":[],"parameters":[],"response":[1]}'],
    ['maps', '{"errors":{},"parameters":{"live":"all"},"response":[1],"paging":{"current":1,"total":3}}'],
    ['nothing', '{"response":[1]}'],
  ])('reads errors and parameters that are %s', (_, text) => {
    expect(listBody(response({ text })).entries).toEqual([1]);
  });

  it.each([
    ['UPSTREAM_REFUSED', { text: '{"errors":["something"],"response":[]}' }],
    ['UPSTREAM_RATE_LIMITED', { text: '{"errors":{"rateLimit":"Too many requests."},"response":[]}' }],
    ['UPSTREAM_QUOTA_USED_UP', { status: 429, text: '{"message":"You have exceeded the DAILY quota for Requests"}' }],
    ['UPSTREAM_KEY_REJECTED', { status: 403, text: '{"message":"You are not subscribed to this API."}' }],
    ['UPSTREAM_FAILED', { status: 502, text: '<html>Bad Gateway</html>' }],
    ['UPSTREAM_NOT_FOUND', { status: 404, text: '{"message":"This endpoint do not exist"}' }],
    ['UPSTREAM_NOT_JSON', { status: 204, text: '' }],
    ['UPSTREAM_NOT_JSON', { text: '' }],
    ['UPSTREAM_SCHEMA_INVALID', { text: '[]' }],
    ['UPSTREAM_SCHEMA_INVALID', { text: '{"errors":[]}' }],
  ])('names %s', (code, overrides) => {
    expect(codeOf(overrides)).toBe(code);
  });

  (RECORDED_MATCHES.present ? it : it.skip)(
    `refuses recorded error bodies with their words${RECORDED_MATCHES.note}`,
    () => {
      const refused = recordedResponses('recorded/client-tests').filter(({ file }) => file.includes('error'));
      expect(refused).toHaveLength(3);
      for (const { body } of refused) {
        expect(codeOf({ text: JSON.stringify(body) })).toBe('UPSTREAM_REFUSED');
      }
    },
  );
});
