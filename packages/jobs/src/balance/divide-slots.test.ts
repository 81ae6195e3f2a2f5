import { describe, expect, it } from '@jest/globals';
import { divideSlots, type BalanceStrategy, type QueueLoad } from './divide-slots.js';

const queue = (load: Partial<QueueLoad> = {}): QueueLoad => ({
  slots: 5,
  min: 1,
  max: 100,
  backlog: 0,
  running: 0,
  meanRunMs: 10,
  ...load,
});

/** Where the slots are in the end, however few move at once. */
function settled(queues: readonly QueueLoad[], strategy: BalanceStrategy): number[] {
  return divideSlots(queues, { strategy, maxShift: 1_000 });
}

describe('slots by time', () => {
  it('follow backlog times mean run time, and leave each queue its minimum', () => {
    expect(settled([queue({ backlog: 100 }), queue({ backlog: 100 })], 'time')).toEqual([5, 5]);
    expect(settled([queue({ backlog: 300 }), queue({ backlog: 100, meanRunMs: 270 })], 'time')).toEqual([1, 9]);
    expect(settled([queue({ backlog: 100 }), queue()], 'time')).toEqual([9, 1]);
    expect(settled([queue({ backlog: 100 }), queue({ min: 4 })], 'time')).toEqual([6, 4]);
  });

  it('stop at a maximum; what nobody can use stays where it is', () => {
    expect(settled([queue({ backlog: 100, max: 7 }), queue()], 'time')).toEqual([7, 3]);
    expect(settled([queue({ backlog: 100, max: 7 }), queue({ backlog: 1 }), queue()], 'time')).toEqual([7, 7, 1]);
  });

  it('take a queue that has run nothing yet for a usual one', () => {
    const loads = [queue({ backlog: 10, meanRunMs: undefined }), queue({ backlog: 10, meanRunMs: 1_000 })];
    expect(settled(loads, 'time')).toEqual([5, 5]);
  });

  it('do not move without a backlog', () => {
    expect(settled([queue({ slots: 9 }), queue({ slots: 1 })], 'time')).toEqual([9, 1]);
  });
});

describe('slots by order', () => {
  it('are for the first queue as far as it can use them, then for the next', () => {
    expect(settled([queue({ backlog: 100 }), queue({ backlog: 1_000 })], 'order')).toEqual([9, 1]);
    expect(settled([queue({ backlog: 2, running: 1 }), queue({ backlog: 1_000 })], 'order')).toEqual([3, 7]);
    expect(settled([queue(), queue({ backlog: 1_000, max: 6 })], 'order')).toEqual([4, 6]);
  });
});

describe('a move of slots', () => {
  it('is of at most maxShift, from the most too many to the most too few, and keeps the sum', () => {
    const loads = [queue({ slots: 2, backlog: 100 }), queue({ slots: 8 }), queue({ slots: 5 })];
    expect(divideSlots(loads, { strategy: 'time', maxShift: 1 })).toEqual([3, 7, 5]);
    expect(divideSlots(loads, { strategy: 'time', maxShift: 4 })).toEqual([6, 4, 5]);
  });
});
