import type { ThreadRun } from '@kickoff/jobs';
import type { fitModel } from '../contracts/fit-model.js';
import { fitModel as fit, type FittedModel } from '../training/fit-model.js';

/** Per cent that pass before the next word of progress. */
const STEP = 2;

export const run: ThreadRun<typeof fitModel, FittedModel> = ({ set }, job) => {
  let told = -STEP;
  return fit(set, (done, note) => {
    // It computes without a pause: asking for the signal anew is what sees a cancel.
    job.signal.throwIfAborted();
    const percent = Math.floor(100 * done);
    if (percent < told + STEP) return;
    told = percent;
    job.progress(done, note);
  });
};
