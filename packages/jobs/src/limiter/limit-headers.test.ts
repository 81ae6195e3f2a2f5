import { describe, expect, it } from '@jest/globals';
import { limitHeaders } from './limit-headers.js';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const read = (headers: Record<string, string | string[]>) => limitHeaders(headers, NOW);
const nothing = { limit: undefined, remaining: undefined, resetInMs: undefined, windowMs: undefined };

describe('limitHeaders', () => {
  it.each([
    ['120', 120_000],
    ['1.5', 1_500],
    ['0', 0],
    ['Fri, 02 Jan 2026 03:05:05 GMT', 60_000],
    ['Fri, 02 Jan 2026 03:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    ['1e400', undefined],
  ])('reads retry-after: %s', (text, expected) => {
    expect(read({ 'Retry-After': text })).toEqual({ retryAfterMs: expected, limits: [] });
  });

  it.each([
    ['30', 30_000],
    [String(NOW / 1_000 + 60), 60_000],
    [String(NOW + 70_000), 70_000],
    ['2026-01-02T03:05:05Z', 60_000],
  ])('reads x-ratelimit-reset: %s', (reset, resetInMs) => {
    const headers = { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': reset };
    expect(read(headers).limits).toEqual([{ ...nothing, name: '', limit: 100, remaining: 7, resetInMs }]);
  });

  it('tells the requests of a quota from those of a window', () => {
    const headers = {
      'x-ratelimit-limit': '10',
      'x-ratelimit-remaining': '9',
      'x-ratelimit-requests-limit': '7500',
      'x-ratelimit-requests-remaining': '-1',
    };
    expect(read(headers).limits).toEqual([
      { ...nothing, name: '', limit: 10, remaining: 9 },
      { ...nothing, name: 'requests', limit: 7_500, remaining: 0 },
    ]);
  });

  it('reads ratelimit with its policies', () => {
    const headers = {
      ratelimit: '"burst";r=0;t=2, "daily" ; r=40; t=3600',
      'ratelimit-policy': '"burst";q=10;w=1, "daily";q=1000;w=86400;qu="requests"',
    };
    expect(read(headers).limits).toEqual([
      { name: 'burst', limit: 10, remaining: 0, resetInMs: 2_000, windowMs: 1_000 },
      { name: 'daily', limit: 1_000, remaining: 40, resetInMs: 3_600_000, windowMs: 86_400_000 },
    ]);
    expect(read({ ratelimit: 'default;r=5' }).limits).toEqual([{ ...nothing, name: 'default', remaining: 5 }]);
  });

  it('reads the earlier forms of ratelimit', () => {
    const expected = [{ ...nothing, name: '', limit: 100, remaining: 50, resetInMs: 5_000 }];
    expect(read({ ratelimit: 'limit=100, remaining=50, reset=5' }).limits).toEqual(expected);
    const single = { 'ratelimit-limit': '100', 'ratelimit-remaining': '50', 'ratelimit-reset': '5' };
    expect(read(single).limits).toEqual(expected);
  });

  it('takes what fetch gives, and lists', () => {
    expect(limitHeaders(new Headers({ 'X-RateLimit-Remaining': '3' }), NOW).limits).toMatchObject([{ remaining: 3 }]);
    expect(read({ ratelimit: ['"a";r=1', '"b";r=2'] }).limits).toMatchObject([{ name: 'a' }, { name: 'b' }]);
  });

  it.each([
    { 'x-ratelimit-limit': 'many' },
    { 'x-ratelimit-remaining': '1.5' },
    { ratelimit: ';;;' },
    { ratelimit: '"open' },
    { ratelimit: '"a";r=x' },
    { 'ratelimit-policy': '"a";q=1' },
    {},
  ])('leaves out what it cannot read: %j', (headers) => {
    expect(read(headers as Record<string, string>)).toEqual({ retryAfterMs: undefined, limits: [] });
  });
});
