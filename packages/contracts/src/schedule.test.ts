import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineJob } from './contract.js';
import { defineSchedule, type ScheduleOptions } from './schedule.js';

const job = (type: string) => defineJob({ type, summary: 'For tests.', queue: 'work', input: z.object({}) });

describe('defineSchedule', () => {
  const schedule = (changes: Partial<ScheduleOptions>) =>
    defineSchedule('demo', {
      name: 'every-minute',
      job: job('demo.a-job'),
      input: {},
      every: '1m',
      ...changes,
    } as ScheduleOptions);

  it('fills in what is left out', () => {
    expect(schedule({})).toMatchObject({
      id: 'demo.every-minute',
      name: 'every-minute',
      everyMs: 60_000,
      cron: undefined,
      timeZone: 'UTC',
      overlap: 'skip',
      catchUp: 'last',
      catchUpWithinMs: 86_400_000,
      jitterMs: 0,
      pauseAfterFailures: null,
      enabled: true,
    });
    expect(schedule({ every: undefined, cron: '0 6 * * *', timeZone: 'Europe/Berlin', enabled: false })).toMatchObject({
      everyMs: undefined,
      cron: '0 6 * * *',
      timeZone: 'Europe/Berlin',
      enabled: false,
    });
  });

  it('names what is wrong, path first', () => {
    expect(() => schedule({ name: 'Every Minute' })).toThrow(new Error('demo.Every Minute.name must be kebab-case'));
    expect(() => schedule({ job: job('other.a-job') })).toThrow(
      new Error('demo.every-minute.job belongs to workload other'),
    );
    expect(() => schedule({ overlap: 'often' as 'skip' })).toThrow(
      'demo.every-minute.overlap must be one of skip, queue-one, queue-all, cancel-running, got "often"',
    );
    expect(() => schedule({ catchUp: 'some' as 'all' })).toThrow('demo.every-minute.catchUp must be one of none, last');
    expect(() => schedule({ pauseAfterFailures: 0 })).toThrow(
      'demo.every-minute.pauseAfterFailures must be a whole number of at least 1, got 0',
    );
    expect(() => schedule({ jitter: 'much' as '1s' })).toThrow('demo.every-minute.jitter must be a number and a unit');
    expect(() => schedule({ every: 'often' as '1m' })).toThrow(
      'demo.every-minute.every must be a number and a unit (ms, s, m, h, d)',
    );
  });
});
