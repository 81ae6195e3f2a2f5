import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as contracts from '@kickoff/contracts';

/** Keeps codes, classes and the page equal, both ways. Here because the contracts' own tests have no file system. */

interface Entry {
  code: string;
  className: string;
  fault: string;
}

function catalogue(): Entry[] {
  return Object.values<unknown>(contracts)
    .filter(isErrorClass)
    .map((errorClass) => {
      const error: unknown = Reflect.construct(errorClass, ['', []]);
      if (!(error instanceof contracts.KickoffError)) throw new Error(`${errorClass.name} is no KickoffError`);
      return { code: error.code, className: errorClass.name, fault: error.fault };
    })
    .sort(byCode);
}

function page(): Entry[] {
  const text = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');
  return [...text.matchAll(/^\| `([A-Z_]+)` +\| `(\w+)` +\| (\w+) +\|/gm)]
    .map(([, code, className, fault]) => ({ code: code!, className: className!, fault: fault! }))
    .sort(byCode);
}

function isErrorClass(value: unknown): value is new (...args: unknown[]) => Error {
  return (
    typeof value === 'function' && value !== contracts.KickoffError && value.prototype instanceof contracts.KickoffError
  );
}

const byCode = (a: Entry, b: Entry) => a.code.localeCompare(b.code);

describe('the catalogue of errors', () => {
  it('has the same codes, classes and faults in the code and on docs/errors.md', () => {
    expect(page()).toEqual(catalogue());
  });

  it('has one class per code, and a code that is its class name', () => {
    const entries = catalogue();
    expect(entries.length).toBeGreaterThan(10);
    for (const { code, className } of entries) {
      expect(code).toBe(className.replace(/(?<!^)([A-Z])/g, '_$1').toUpperCase());
    }
    expect(new Set(entries.map(({ code }) => code)).size).toBe(entries.length);
  });

  it('names an error by its class', () => {
    expect(new contracts.JobLost('gone')).toMatchObject({ name: 'JobLost', code: 'JOB_LOST', message: 'gone' });
    expect(contracts.errorCode(new contracts.JobLost('gone'))).toBe('JOB_LOST');
    expect(contracts.errorCode(new RangeError('too far'))).toBe('RangeError');
    expect(contracts.errorCode('thrown text')).toBe('Error');
  });
});
