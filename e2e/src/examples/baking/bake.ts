import type { JobClient, StartedFlow } from '@kickoff/jobs';
import { bakeLoaf, callBaker, openShop, weighFlour } from './contracts.js';

/** One after the other. */
export function bakeOne(jobs: JobClient): Promise<StartedFlow> {
  return jobs
    .chain(weighFlour.with({ loaves: 1 }), bakeLoaf.with({ loaf: 1 }), openShop.with({}))
    .onFailure(callBaker.with({}))
    .start();
}

/** Side by side. */
export function bakeMany(jobs: JobClient, loaves: number): Promise<StartedFlow> {
  const numbers = Array.from({ length: loaves }, (_, index) => index + 1);
  return jobs
    .batch(
      'a dozen loaves',
      numbers.map((loaf) => bakeLoaf.with({ loaf })),
    )
    .then(openShop.with({}))
    .catch(callBaker.with({}))
    .deadline('1h')
    .start();
}

/** In any order but a circle; a flow can be a node of another one. */
export function bakeWithCare(jobs: JobClient): Promise<StartedFlow> {
  return jobs
    .flow('a careful morning', {
      flour: weighFlour.with({ loaves: 2 }),
      oven: {
        flow: jobs.batch('the oven', [bakeLoaf.with({ loaf: 1 }), bakeLoaf.with({ loaf: 2 })]),
        after: ['flour'],
      },
      shop: { job: openShop.with({}), after: ['oven', 'flour'] },
      call: { job: callBaker.with({}), after: [{ node: 'oven', on: 'failure' }] },
    })
    .start();
}
