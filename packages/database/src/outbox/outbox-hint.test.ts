import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HintTimer } from './outbox-hint.js';

describe('HintTimer', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  function setup() {
    const looks: number[] = [];
    const startedAt = Date.now();
    const timer = new HintTimer(40, () => looks.push(Date.now() - startedAt));
    return { timer, looks };
  }

  it('looks once after a hint', () => {
    const { timer, looks } = setup();
    timer.hint();
    jest.advanceTimersByTime(1_000);
    expect(looks).toEqual([40]);
  });

  it('gives a hint that comes while it waits its full time too, once for all of them', () => {
    const { timer, looks } = setup();
    timer.hint();
    jest.advanceTimersByTime(39);
    timer.hint();
    timer.hint();
    jest.advanceTimersByTime(1_000);
    expect(looks).toEqual([40, 80]);
  });

  it('looks no more once it is stopped', () => {
    const { timer, looks } = setup();
    timer.hint();
    timer.hint();
    timer.stop();
    jest.advanceTimersByTime(1_000);
    expect(looks).toEqual([]);
  });
});
