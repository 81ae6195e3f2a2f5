import type { EntityManager } from 'typeorm';
import { handleInThread, type JobContext } from '@kickoff/jobs';
import { fitModel } from '../contracts/fit-model.js';
import { storeChallenger, storeRatings } from '../store/model-store.js';
import type { FittedModel } from '../training/fit-model.js';

/** Computes in a thread; what comes of it is stored with the connections of the worker. */
export const fitModelInThread = handleInThread(fitModel, new URL('./fit-model.thread.js', import.meta.url), {
  finish: (fitted: FittedModel, job: JobContext<EntityManager>) =>
    job.transaction(async (manager) => {
      await storeRatings(manager, fitted.ratings);
      return storeChallenger(manager, fitted);
    }),
});
