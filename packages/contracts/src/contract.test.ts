import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineJob, type JobOptions } from './contract.js';
import { ConfigurationInvalid } from './errors.js';

const Input = z.object({ n: z.int() });
type Options = JobOptions<typeof Input, typeof Input>;
const one = (): number => 1;
const minimal: Options = { type: 'demo.do-it', summary: 'Does it.', queue: 'work', input: Input };

/** As a caller without types would: the option has any value. */
function refusal(changes: Record<string, unknown>): unknown {
  try {
    defineJob({ ...minimal, ...changes });
  } catch (error) {
    return error;
  }
  throw new Error('it was taken');
}

describe('defineJob', () => {
  it('fills in what is left out', () => {
    const { backoff, retryIf, with: withInput, ...contract } = defineJob(minimal);
    expect(contract).toEqual({
      type: 'demo.do-it',
      workload: 'demo',
      name: 'do-it',
      aliases: [],
      knownAs: {},
      summary: 'Does it.',
      queue: 'work',
      priority: 'normal',
      input: Input,
      output: undefined,
      attempts: 3,
      retryUntilMs: undefined,
      deleteWhenMissing: false,
      timeoutMs: 900_000,
      leftOpen: ['attempts', 'timeoutMs'],
      unique: undefined,
      ordered: undefined,
      batch: undefined,
      isolation: undefined,
      expiresInMs: undefined,
      limits: undefined,
      tags: undefined,
      largeInput: false,
      losses: 3,
      version: 1,
      upgrade: undefined,
    });
    expect(backoff(1, undefined)).toBeGreaterThanOrEqual(900);
    expect(backoff(100, undefined)).toBeLessThanOrEqual(300_000);
    expect(retryIf(new Error('any'))).toBe(true);
    expect(withInput({ n: 1 })).toMatchObject({ contract, input: { n: 1 }, options: {} });
  });

  it('keeps what is given, in milliseconds, and names a line after its job', () => {
    const by = ({ n }: { n: number }) => n;
    const job = defineJob({ ...minimal, timeout: '2s', expiresIn: '1m', losses: 0, version: 2, ordered: { by } });
    expect(job).toMatchObject({ timeoutMs: 2_000, expiresInMs: 60_000, losses: 0, version: 2 });
    expect(job.ordered).toEqual({ by, line: 'do-it' });
    expect(defineJob({ ...minimal, ordered: { by, line: 'matches' } }).ordered).toEqual({ by, line: 'matches' });
  });

  it('runs in a thread when it says so, and never as a batch', () => {
    expect(defineJob({ ...minimal, isolation: 'thread' }).isolation).toBe('thread');
    expect(refusal({ isolation: 'process' })).toMatchObject({
      message: `demo.do-it.isolation must be 'thread' or left out, got "process"`,
    });
    expect(refusal({ isolation: 'thread', batch: { size: 2 } })).toMatchObject({ path: 'demo.do-it.isolation' });
  });

  it('fills a batch within its wait', () => {
    expect(defineJob({ ...minimal, batch: { size: 100 } }).batch).toEqual({ size: 100, waitMs: 5 });
    expect(defineJob({ ...minimal, batch: { size: 1, wait: '1s' } }).batch).toEqual({ size: 1, waitMs: 1_000 });
    expect(refusal({ batch: { size: 0 } })).toMatchObject({ path: 'demo.do-it.batch.size' });
    expect(refusal({ batch: { size: 2, wait: 'soon' } })).toMatchObject({ path: 'demo.do-it.batch.wait' });
  });

  it('does not count attempts when a time or nothing bounds them', () => {
    expect(defineJob({ ...minimal, retryUntil: '10m' })).toMatchObject({ attempts: Infinity, retryUntilMs: 600_000 });
    expect(defineJob({ ...minimal, retryUntil: '10m', attempts: 2 })).toMatchObject({ attempts: 2 });
    expect(defineJob({ ...minimal, attempts: 'unlimited' })).toMatchObject({ attempts: Infinity });
  });

  it('compiles what unique says, and makes a line of jobs that keep the last', () => {
    const by = ({ n }: { n: number }) => n;
    const of = (unique: Options['unique']) => defineJob({ ...minimal, unique });
    expect(of({ by }).unique).toEqual({ by, rule: { kind: 'unfinished' } });
    expect(of({ by, for: '10m' }).unique?.rule).toEqual({ kind: 'throttle', forMs: 600_000 });
    expect(of({ by, debounce: '5s' }).unique?.rule).toEqual({ kind: 'debounce', delayMs: 5_000 });
    expect(of({ by, debounce: '5s' }).ordered).toBeUndefined();
    expect(of({ by, keep: 'last' })).toMatchObject({
      unique: { rule: { kind: 'keep-last' } },
      ordered: { by, line: 'do-it' },
    });
  });

  it.each([
    [{ attemps: 3 }, 'demo.do-it.attemps is not an option; did you mean attempts?'],
    [{ expireIn: '1m' }, 'demo.do-it.expireIn is not an option; did you mean expiresIn?'],
    [{ somethingElse: 1 }, 'demo.do-it.somethingElse is not an option'],
    [{ type: 'do-it' }, 'do-it.type must be <workload>.<verb-noun> in kebab-case, got "do-it"'],
    [{ type: 'demo.doIt' }, 'demo.doIt.type must be <workload>.<verb-noun> in kebab-case, got "demo.doIt"'],
    [{ type: 'demo.do.it' }, 'demo.do.it.type must be <workload>.<verb-noun> in kebab-case, got "demo.do.it"'],
    [{ type: undefined }, 'job.type must be <workload>.<verb-noun> in kebab-case, got undefined'],
    [{ queue: 'Work' }, 'demo.do-it.queue must be kebab-case, got "Work"'],
    [{ priority: 'urgent' }, 'demo.do-it.priority must be one of critical, high, normal, low, got "urgent"'],
    [{ attempts: 0 }, 'demo.do-it.attempts must be a whole number of at least 1, got 0'],
    [{ attempts: 1.5 }, 'demo.do-it.attempts must be a whole number of at least 1, got 1.5'],
    [{ attempts: 'many' }, 'demo.do-it.attempts must be a whole number of at least 1, got many'],
    [{ retryUntil: 'soon' }, 'demo.do-it.retryUntil must be a number and a unit'],
    [{ losses: -1 }, 'demo.do-it.losses must be a whole number of at least 0, got -1'],
    [
      { version: 2, upgrade: { 2: (input: unknown) => input } },
      "demo.do-it.upgrade.2 must be a version below 2, the contract's own",
    ],
    [{ version: 0 }, 'demo.do-it.version must be a whole number of at least 1, got 0'],
    [{ timeout: '0s' }, 'demo.do-it.timeout must be a whole number of at least 1, got 0'],
    [{ timeout: 30 }, "demo.do-it.timeout must be a number and a unit (ms, s, m, h, d) such as '30s', got 30"],
    [
      { rateLimit: [{ name: 'Any', limit: 1, per: '1s' }] },
      'demo.do-it.rateLimit[0].name must be kebab-case, got "Any"',
    ],
    [{ rateLimit: [{ name: 'any', limit: 0, per: '1s' }] }, 'demo.do-it.rateLimit[0].limit must be a whole number'],
    [
      { rateLimit: [{ name: 'any', limit: 1, per: '1s' }], concurrency: [{ name: 'any', limit: 1 }] },
      'demo.do-it.rateLimit[0].name any is a concurrency limit; a rate needs a name of its own',
    ],
    [
      { rateLimit: [{ name: 'any', limit: 1, per: '1s' }], batch: { size: 2, wait: '1s' } },
      'demo.do-it.rateLimit cannot be combined with batch',
    ],
    [{ expiresIn: 'soon' }, 'demo.do-it.expiresIn must be a number and a unit'],
    [{ unique: { by: one, for: '500ms' } }, 'demo.do-it.unique.for must be at least 1 s, got 500 ms'],
    [{ unique: { by: one, debounce: '2s' } }, 'demo.do-it.unique.debounce must be at least 3 s, got 2000 ms'],
    [{ unique: { by: one, keep: 'first' } }, `demo.do-it.unique.keep must be 'last', got "first"`],
    [{ unique: { by: one, for: '1m', debounce: '5s' } }, 'demo.do-it.unique cannot have for and debounce at once'],
    [{ unique: { by: one, foor: '1m' } }, 'demo.do-it.unique.foor is not an option; did you mean for?'],
    [
      { unique: { by: one }, ordered: { by: one } },
      'demo.do-it.ordered cannot be combined with unique: a job has one key, which is either unique or a line',
    ],
  ])('refuses %j, path first', (changes, message) => {
    const error = refusal(changes);
    expect(error).toBeInstanceOf(ConfigurationInvalid);
    expect((error as Error).message.slice(0, message.length)).toBe(message);
    if (!message.includes('did you mean')) expect((error as Error).message).not.toContain('did you mean');
  });
});
