import { describe, expect, it } from '@jest/globals';
import { compileRunTerms } from './run-terms.js';

describe('compileRunTerms', () => {
  it('takes each value alone and leaves the others out', () => {
    expect(compileRunTerms({ attempts: 5 }, 'override')).toEqual({ attempts: 5 });
    expect(compileRunTerms({ attempts: 'unlimited' }, 'override')).toEqual({ attempts: Infinity });
    expect(compileRunTerms({ timeout: '1m' }, 'override')).toEqual({ timeoutMs: 60_000 });
  });

  it.each([
    [{ fixed: '5s' }, [5_000, 5_000, 5_000]],
    [{ steps: ['1s', '10s'] }, [1_000, 10_000, 10_000]],
    [{ exponential: { first: '1s', factor: 3, jitter: 0 } }, [1_000, 3_000, 9_000]],
  ])('makes a back-off of %j', (backoff, waits) => {
    const compiled = compileRunTerms({ backoff }, 'override').backoff!;
    expect([1, 2, 3].map((attempt) => compiled(attempt, undefined))).toEqual(waits);
  });

  it.each([
    [null, 'override must be an object with attempts, timeout, backoff, got null'],
    [{}, 'override must have at least one of attempts, timeout, backoff'],
    [{ atempts: 3 }, 'override.atempts is not an option; did you mean attempts?'],
    [{ attempts: 0 }, "override.attempts must be a whole number of at least 1 or 'unlimited', got 0"],
    [{ attempts: '3' }, 'override.attempts must be a whole number'],
    [{ timeout: 30 }, 'override.timeout must be a number and a unit'],
    [{ timeout: '0s' }, 'override.timeout must be at least 1ms, got "0s"'],
    [{ backoff: 'fixed' }, 'override.backoff must be an object with fixed, exponential, steps, got "fixed"'],
    [{ backoff: {} }, 'override.backoff must have one of fixed, exponential, steps'],
    [{ backoff: { fixed: '1s', steps: ['1s'] } }, 'override.backoff must have one of'],
    [{ backoff: { fixd: '1s' } }, 'override.backoff.fixd is not an option; did you mean fixed?'],
    [{ backoff: { steps: [] } }, 'override.backoff.steps must be a list of at least one duration'],
    [{ backoff: { steps: '1s' } }, 'override.backoff.steps must be a list of at least one duration'],
    [{ backoff: { steps: ['1s', 'soon'] } }, 'override.backoff.steps[1] must be a number and a unit'],
    [{ backoff: { exponential: {} } }, 'override.backoff.exponential.first must be a number and a unit'],
    [
      { backoff: { exponential: { first: '1s', factor: 0 } } },
      'override.backoff.exponential.factor must be at least 1',
    ],
    [
      { backoff: { exponential: { first: '1s', jiter: 1 } } },
      'override.backoff.exponential.jiter is not an option; did you mean jitter?',
    ],
  ])('refuses %j', (given, message) => {
    expect(() => compileRunTerms(given, 'override')).toThrow(message);
  });
});
