import { afterEach, describe, expect, it } from '@jest/globals';
import { toldChaos } from '../chaos/told-chaos.js';

/** A small part of what `npm run test:chaos` runs. `CHAOS_SEED` repeats the kills of an earlier run. */
const JOBS = 600;

describe(`${JOBS} jobs of every kind, while workers, services and servers are killed and events are refused`, () => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  it.each([1, 3] as const)(
    'each end as their policy says, and the record knows (nats-servers: %d)',
    async (servers) => {
      const { complaints, jobs } = await toldChaos({ jobs: JOBS, servers, seed: process.env['CHAOS_SEED'] }, ends);
      expect(complaints).toEqual([]);
      expect(jobs).toBeGreaterThanOrEqual(JOBS);
    },
    900_000,
  );
});
