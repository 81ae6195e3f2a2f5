import { describe, it } from '@jest/globals';
import { CHAOS_TIMEOUT_MS, expectToldEnds } from './expect-told-ends-for-test.js';

// A small part, for a look within two minutes.
describe('600 jobs of every kind under kills', () => {
  it.each([1, 3] as const)(
    'each end as their policy says, and the record knows (nats-servers: %d)',
    (servers) => expectToldEnds({ jobs: 600, servers, seed: process.env['CHAOS_SEED'] }),
    CHAOS_TIMEOUT_MS,
  );
});
