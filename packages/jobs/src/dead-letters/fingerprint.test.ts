import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { errorGroup, normalisedMessage, topFrame } from './fingerprint.js';

const error = { code: 'UPSTREAM_REJECTED', name: 'UpstreamRejected', message: 'status 404' };

describe('the message of a group', () => {
  it.each([
    ['status 404', 'status <n>'],
    ['took 1,204.5 ms, not -3e7', 'took <n> ms, not <n>'],
    ['job 0193b6a4-7c1e-7d2a-9f00-2b8c4f1d5e6a is gone', 'job <id> is gone'],
    ['commit deadbeef01 and 0xFF', 'commit <id> and <n>'],
    ['a defaced facade', 'a defaced facade'],
    ['no team "Real \\"M\\"" in \'La Liga\' or `x`', 'no team <text> in <text> or <text>'],
    ["can't read what isn't there", "can't read what isn't there"],
    ['since 2026-11-28T02:14:44.123Z, on 2026-11-28', 'since <time>, on <time>'],
    ['GET https://api.example.com/v3?id=7 failed', 'GET <url> failed'],
    ['connect ECONNREFUSED 127.0.0.1:5432', 'connect ECONNREFUSED <address>'],
    ['mail to a.b+c@example.com', 'mail to <address>'],
    ['  two\n lines ', 'two lines'],
  ])('%j is %j', (message, expected) => {
    expect(normalisedMessage(message)).toBe(expected);
  });

  it('is the same for any number, id, time and quoted value', () => {
    const message = (n: number, id: string, at: Date, name: string) =>
      `team ${n} (${id}) has no match since ${at.toISOString()} in ${JSON.stringify(name)}`;
    const date = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.integer(), fc.uuid(), date, fc.string(), (n, id, at, name) => {
        expect(normalisedMessage(message(n, id, at, name))).toBe('team <n> (<id>) has no match since <time> in <text>');
      }),
    );
  });

  it('is short and quickly made of whatever comes', () => {
    for (const nasty of ['"'.repeat(1e6), 'a.'.repeat(1e6), "'x' ".repeat(1e6), '0'.repeat(1e6), 'a@'.repeat(1e6)]) {
      const before = process.cpuUsage();
      expect(normalisedMessage(nasty).length).toBeLessThanOrEqual(500);
      expect(process.cpuUsage(before).user).toBeLessThan(500_000);
    }
  });
});

describe('the frame of a group', () => {
  it.each([
    ['at SportsApi.get (file:///srv/app/dist/sports-api.js:12:7)', 'SportsApi.get sports-api.js'],
    ['at async SportsApi.get (C:\\app\\sports-api.js:99:1)', 'SportsApi.get sports-api.js'],
    ['at /home/x/run.ts:1:2', 'run.ts'],
    ['at new Match (file:///a/match.js?v=3:1:2)', 'Match match.js'],
    ['at Object.<anonymous> (/a/run.js:1:2)', 'run.js'],
  ])('of %j is %j', (line, expected) => {
    expect(topFrame(`Error: x\n    ${line}`)).toBe(expected);
  });

  it("is the first of the team's own code", () => {
    const stack = `Error: x
    at node:internal/process/task_queues:95:5
    at parse (/srv/node_modules/zod/index.js:1:2)
    at read (/srv/dist/read.js:3:4)`;
    expect(topFrame(stack)).toBe('read read.js');
    expect(topFrame(undefined)).toBe('');
    expect(topFrame('Error: x')).toBe('');
  });
});

describe('the fingerprint', () => {
  const stack = (line: number, folder: string) => `Error: x\n    at get (${folder}/api.js:${line}:7)`;

  it('is the same wherever the code lies and whatever the data is', () => {
    const one = errorGroup('a.b', { ...error, message: 'status 404 of 7', stack: stack(1, '/srv/one') });
    const other = errorGroup('a.b', { ...error, message: 'status 500 of 8', stack: stack(99, 'file:///two') });
    expect(one.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(other).toEqual(one);
  });

  it('differs by type, code, class, words and place', () => {
    const groups = [
      errorGroup('a.b', error),
      errorGroup('a.c', error),
      errorGroup('a.b', { ...error, code: 'OTHER' }),
      errorGroup('a.b', { ...error, name: 'Other' }),
      errorGroup('a.b', { ...error, message: 'state 404' }),
      errorGroup('a.b', { ...error, stack: stack(1, '/a') }),
    ];
    expect(new Set(groups.map(({ fingerprint }) => fingerprint)).size).toBe(groups.length);
  });
});
