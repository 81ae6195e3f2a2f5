import { describe, it } from '@jest/globals';
import { CHAOS_TIMEOUT_MS, expectToldEnds } from './expect-told-ends-for-test.js';

const jobs = Number(process.env['CHAOS_JOBS'] ?? 10_000);

describe(`${jobs} jobs of every kind, while workers, services and servers are killed and events are refused`, () => {
  it.each([1, 3] as const)(
    'each end as their policy says, and the record knows (nats-servers: %d)',
    (servers) => expectToldEnds({ jobs, servers, seed: process.env['CHAOS_SEED'] }),
    CHAOS_TIMEOUT_MS,
  );
});
