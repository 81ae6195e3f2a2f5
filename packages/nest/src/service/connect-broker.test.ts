import { describe, expect, it } from '@jest/globals';
import { warnOfSkew } from './connect-broker.js';

describe("a clock that differs from the server's", () => {
  function warnings(skewMs: number): unknown[] {
    const told: unknown[] = [];
    warnOfSkew(skewMs, { warn: (...parts: unknown[]) => void told.push(parts) });
    return told;
  }

  it('is told from one second on, in the direction in which to turn it', () => {
    expect(warnings(1_000)).toEqual([]);
    expect(warnings(-999)).toEqual([]);
    expect(warnings(1_500)).toEqual([
      [{ skewMs: 1_500 }, "this machine's clock is 1500 ms behind the NATS server's; check its NTP"],
    ]);
    expect(warnings(-60_000)).toEqual([
      [{ skewMs: -60_000 }, "this machine's clock is 60000 ms ahead of the NATS server's; check its NTP"],
    ]);
  });
});
