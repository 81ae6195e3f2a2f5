import { describe, expect, it } from '@jest/globals';
import { EventBatch } from './event-batch.js';

describe('a batch of events', () => {
  const parsed = (json: Uint8Array | string) => JSON.parse(Buffer.from(json).toString()) as unknown;
  const add = (batch: EventBatch, event: object, envelope?: object, recorded?: () => void) =>
    batch.add({ json: JSON.stringify(event).slice(0, -1), envelope: envelope && JSON.stringify(envelope) }, recorded);

  it('is one array with every envelope in its event, however large and in whatever letters', () => {
    const batch = new EventBatch();
    const events = Array.from({ length: 100 }, (_, n) => ({ n, reason: 'wartet – 待つ 🕐'.repeat(n) }));
    const envelope = { input: { name: 'Zürich 🏟' }, enqueuedAt: 1 };
    events.forEach((event, n) => add(batch, event, n % 2 === 0 ? envelope : undefined));
    expect(parsed(batch.toJson())).toEqual(events.map((event, n) => (n % 2 === 0 ? { ...event, envelope } : event)));
    expect(batch.count).toBe(100);
    expect(batch.length).toBe(Buffer.from(batch.toJson()).toString().length);
  });

  it('falls apart into single events, and what is to be done is done after the last', () => {
    const batch = new EventBatch();
    const done: number[] = [];
    for (const n of [1, 2, 3]) add(batch, { n, text: 'ä,}{' }, { input: n }, () => done.push(n));
    const singles = batch.singles();
    expect(singles.map((single) => parsed(single.toJson()))).toEqual(
      [1, 2, 3].map((n) => [{ n, text: 'ä,}{', envelope: { input: n } }]),
    );
    expect(singles.map(({ recorded }) => recorded.length)).toEqual([0, 0, 3]);
  });
});
