import { handleMany } from '@kickoff/jobs';
import { countStock } from './count-stock.js';

/** Takes the place of a table: what is left by article. */
export const stock = new Map<string, number>();

export const stockCounter = handleMany(countStock, (batch) => {
  // What is worth doing once for all of them: here one look at the stock.
  const before = new Map(stock);
  return batch.each(({ input: { article, left }, job }) => {
    if (left < 0) throw new RangeError(`${left} of ${article} cannot be left`);
    if (article === 'closed') job.cancel('the article is no longer sold');
    stock.set(article, left);
    return { wasLeft: before.get(article) ?? null };
  });
});
