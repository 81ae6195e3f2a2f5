import { describe, expect, it } from '@jest/globals';
import { InputInvalid, KickoffError, RetryAfter, Unrecoverable } from '@kickoff/contracts';
import { packError, unpackError } from './crossing-error.js';

/** As it comes out on the other side. */
function crossed(error: unknown): Error {
  return unpackError(structuredClone(packError(error))) as Error;
}

class CardRefused extends Unrecoverable {
  override readonly code = 'CARD_REFUSED';
  readonly card = { last: '1234' };
  readonly bank = () => 'a function';
}

describe('an error that crosses threads', () => {
  it("is of the same class when that is the catalogue's or the language's, with its fields and stack", () => {
    const invalid = new InputInvalid('demo.do-it', [{ path: 'n', message: 'is no number' }]);
    const copy = crossed(invalid);
    expect(copy).toBeInstanceOf(InputInvalid);
    expect(copy).toMatchObject({ code: 'INPUT_INVALID', fault: 'caller', issues: invalid.issues });
    expect([copy.message, copy.stack, copy.name]).toEqual([invalid.message, invalid.stack, 'InputInvalid']);
    expect(crossed(new RetryAfter('429', 2_000))).toMatchObject({ retryAfterMs: 2_000 });
    expect(crossed(new RangeError('too far'))).toBeInstanceOf(RangeError);
  });

  it('of another class is its nearest known ancestor, with its own name, code and those fields that can cross', () => {
    const copy = crossed(new CardRefused('no credit'));
    expect(copy).toBeInstanceOf(Unrecoverable);
    expect(copy).toBeInstanceOf(KickoffError);
    expect(copy).toMatchObject({ name: 'CardRefused', code: 'CARD_REFUSED', card: { last: '1234' } });
    expect(copy).not.toHaveProperty('bank');
  });

  it('brings its causes', () => {
    const copy = crossed(new Unrecoverable('no', { cause: new TypeError('x', { cause: 'deep' }) }));
    expect(copy.cause).toBeInstanceOf(TypeError);
    expect((copy.cause as Error).cause).toBe('deep');
  });

  it('ends a circle of causes', () => {
    const error = new Error('round');
    error.cause = error;
    expect(crossed(error).message).toBe('round');
  });

  it('may be no error at all', () => {
    expect(crossed('text')).toBe('text');
    expect(crossed({ a: 1 })).toEqual({ a: 1 });
    expect(crossed(() => 1)).toBe('() => 1');
  });
});
