import { handle, Worker } from '@kickoff/jobs';
import { bakeLoaf, baking, callBaker, openShop, weighFlour } from './contracts.js';

const GRAMS_PER_LOAF = 500;

/** Runs jobs of the queue `kitchen`. */
export function kitchen(servers: string): Worker {
  return new Worker({
    connection: { servers, name: 'kitchen' },
    workload: baking,
    queues: [{ name: 'kitchen', slots: 10 }],
    handlers: [
      handle(weighFlour, ({ loaves }) => ({ grams: loaves * GRAMS_PER_LOAF })),
      handle(bakeLoaf, async ({ loaf }, job) => {
        // The thirteenth of a baker's dozen: the batch waits for it too.
        if (loaf === 12) await job.addToBatch([bakeLoaf.with({ loaf: 13 })]);
        return { isGood: true };
      }),
      handle(openShop, async (_, job) => {
        let [loaves, grams] = [0, 0];
        for await (const result of job.parents.of(bakeLoaf)) if (result.output?.isGood) loaves += 1;
        for await (const result of job.parents.of(weighFlour)) grams += result.output?.grams ?? 0;
        return { loaves, grams };
      }),
      handle(callBaker, async (_, job) => {
        for await (const { name, state, error } of job.parents)
          if (state === 'failed') job.log.warn(`${name}: ${error?.message}`);
      }),
    ],
  });
}
