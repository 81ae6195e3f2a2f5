import { describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import { responseForTest } from '../testing/response-for-test.js';
import type { UpstreamError, UpstreamHeldBack } from '../upstream-errors.js';
import { assertSucceeded, type FailureOptions } from './assert-succeeded.js';

function failureOf(said: Parameters<typeof responseForTest>[0], options?: FailureOptions): UpstreamError | undefined {
  try {
    assertSucceeded(responseForTest(said), options);
    return undefined;
  } catch (error) {
    return error as UpstreamError;
  }
}

describe('assertSucceeded', () => {
  it.each([
    [200, undefined],
    [204, undefined],
    [304, undefined],
    [202, 'UPSTREAM_NOT_READY'],
    [400, 'UPSTREAM_FAILED'],
    [401, 'UPSTREAM_KEY_REJECTED'],
    [403, 'UPSTREAM_KEY_REJECTED'],
    [404, 'UPSTREAM_NOT_FOUND'],
    [410, 'UPSTREAM_NOT_FOUND'],
    [429, 'UPSTREAM_RATE_LIMITED'],
    [500, 'UPSTREAM_FAILED'],
    [503, 'UPSTREAM_UNAVAILABLE'],
  ])('makes of status %i: %s', (status, code) => {
    const error = failureOf({ status });
    expect(error && errorCode(error)).toBe(code);
  });

  it.each([
    ['{"message":"no"}', undefined, 'library: GET /books: status 500: "{\\"message\\":\\"no\\"}"'],
    ['<!DOCTYPE html><p>', undefined, 'library: GET /books: status 500: an HTML page'],
    ['', undefined, 'library: GET /books: status 500'],
    ['{}', 'the shelf is empty', 'library: GET /books: status 500: the shelf is empty'],
  ])('says what the body %s says', (body, detail, message) => {
    expect(failureOf({ status: 500, body }, { detail })?.message).toBe(message);
  });

  it.each([
    ['7', 8_000],
    ['Thu, 01 Jan 1970 00:01:00 GMT', 60_000],
    ['soon', 1_500],
    ['1.5', 1_500],
    ['99999999999999', 1_500],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 1_500],
    [undefined, 1_500],
  ])('waits by retry-after %s, or by what it is told', (value, until) => {
    const error = failureOf({ status: 429, headers: { 'retry-after': value }, at: 1_000 }, { rateLimitMs: 500 });
    expect((error as UpstreamHeldBack).until).toBe(until);
  });
});
