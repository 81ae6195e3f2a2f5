import { describe, expect, it } from '@jest/globals';
import { defineSchedule } from '@kickoff/contracts';
import { runInline } from '@kickoff/jobs/testing';
import { storeCard } from './store-card.js';

const input = { order: 'A-1', card: { number: '4111 1111', holder: 'Ada' } };

describe('the example of sensitive fields', () => {
  it('hides them in what is kept of a run', async () => {
    const handler = ({ card }: typeof input) => {
      throw new Error(`the bank refuses ${card.number}`);
    };
    const { error } = await runInline(storeCard, handler, input);
    expect(error).toMatchObject({ message: 'the bank refuses [redacted]' });
  });

  it('cannot be scheduled', () => {
    expect(() => defineSchedule('shop', { name: 'daily', job: storeCard, input, every: '1d' })).toThrow(
      'would keep clear',
    );
  });
});
