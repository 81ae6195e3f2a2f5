import { afterEach, describe, expect, it } from '@jest/globals';
import { toldChaos } from './told-chaos.js';

const TIMEOUT_MS = 900_000;

/** The tests of so many jobs under kills, on one nats-server and on three. `seed`: of an earlier run, to repeat its kills. */
export function eachEndsAsTold(atLeast: number, seed: string | undefined): void {
  describe(`${atLeast} jobs of every kind, while workers, services and servers are killed and events are refused`, () => {
    const ends: (() => unknown)[] = [];
    afterEach(async () => {
      for (const end of ends.splice(0).reverse()) await end();
    });

    it.each([1, 3] as const)(
      'each end as their policy says, and the record knows (nats-servers: %d)',
      async (servers) => {
        const { complaints, jobs } = await toldChaos({ jobs: atLeast, servers, seed }, ends);
        expect(complaints).toEqual([]);
        expect(jobs).toBeGreaterThanOrEqual(atLeast);
      },
      TIMEOUT_MS,
    );
  });
}
