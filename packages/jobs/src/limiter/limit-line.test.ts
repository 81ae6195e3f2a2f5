import { describe, expect, it } from '@jest/globals';
import type { Capacity } from './capacity.js';
import { LimitLine, type LineCallbacks, type Place, type Waiter } from './limit-line.js';
import { RateCapacity } from './rate-capacity.js';
import { SlotCapacity } from './slot-capacity.js';

const at = (worker: string): Place => ({ at: 'worker', worker, inbox: `_INBOX.${worker}` });
const use = (id: string) => ({ id, cost: 1, reserve: 0 });

function setup<C extends Capacity>(capacity: C) {
  const turns: Waiter[] = [];
  const callbacks: LineCallbacks<C> = {
    now: () => 10_000,
    turn: (_line, waiter) => void turns.push(waiter),
    near: () => undefined,
    isHeldBack: () => false,
  };
  return { line: new LimitLine('limit', '', capacity, callbacks), turns };
}

/** A job that a worker gives back is received by another one before the first has said all. */
describe('what a worker says of a job that another one has asked for since', () => {
  it('does not free the place of the other', () => {
    const { line } = setup(new SlotCapacity(1));
    expect(line.ask(use('job'), at('a'))).toEqual({ useBy: undefined });
    expect(line.ask(use('job'), at('b'))).toEqual({ useBy: undefined });
    line.release('job', 'a');
    expect(line.ask(use('next'), at('c'))).toMatchObject({ place: 1 });
    line.release('job', 'b');
    expect(line.waiting).toBe(0);
  });

  it('does not give back the use of a rate that the other was granted', () => {
    const perSecond = [{ limit: 1, perMs: 1_000, kind: 'sliding' as const }];
    const { line } = setup(new RateCapacity(perSecond, -Infinity, undefined, () => undefined));
    expect(line.ask(use('job'), at('a'))).toHaveProperty('useBy');
    expect(line.ask(use('job'), at('b'))).toHaveProperty('useBy');
    line.release('job', 'a');
    expect(line.ask(use('next'), at('c'))).toMatchObject({ place: 1 });
  });

  it.each<[string, Place]>([
    ['waits in it', at('b')],
    ['was parked by it', { at: 'parked', subject: 'jobs', priority: 'high' }],
  ])('does not take the job out of the line when it %s', (_, place) => {
    const { line, turns } = setup(new SlotCapacity(1));
    line.ask(use('first'), at('c'));
    line.ask(use('job'), at('a'));
    line.ask(use('job'), at('b'));
    if (place.at === 'parked') line.moveTo(use('job'), place);
    line.release('job', 'a');
    line.release('first', 'c');
    expect(turns.map(({ id }) => id)).toEqual(['job']);
  });

  it('counts when nobody else has asked', () => {
    const { line, turns } = setup(new SlotCapacity(1));
    line.ask(use('first'), at('a'));
    line.ask(use('second'), at('a'));
    line.ask(use('third'), at('b'));
    line.release('second', 'a');
    line.release('first', 'a');
    expect(turns.map(({ id }) => id)).toEqual(['third']);
  });
});

describe('a place kept for a promoted job that never comes', () => {
  it("is nobody's once its time is over", () => {
    const slots = new SlotCapacity(2);
    slots.take(0, use('promoted'), 5_000);
    expect([slots.isIdle(4_999), slots.isOnlyOf('a', 4_999)]).toEqual([false, false]);
    expect([slots.isIdle(5_000), slots.isOnlyOf('a', 5_000)]).toEqual([true, true]);
  });
});
