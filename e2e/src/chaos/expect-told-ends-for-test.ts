import { expect } from '@jest/globals';
import type { ChaosOrders } from './chaos-run.js';
import { toldChaos } from './told-chaos.js';

export const CHAOS_TIMEOUT_MS = 900_000;

/** Runs so many jobs under kills and fails where one ended otherwise than its policy says. `seed`: of an earlier run, to repeat its kills. */
export async function expectToldEnds(orders: Omit<ChaosOrders, 'seed'> & { seed: string | undefined }): Promise<void> {
  const ends: (() => unknown)[] = [];
  try {
    const { complaints, jobs } = await toldChaos(orders, ends);
    expect(complaints).toEqual([]);
    expect(jobs).toBeGreaterThanOrEqual(orders.jobs);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
