/** A round that enqueues so many jobs into an empty stream; gives jobs per second until the broker has stored the last. */
export function enqueueRound(
  jobs: number,
  empty: () => Promise<void>,
  enqueue: () => Promise<unknown>,
): () => Promise<number> {
  return async () => {
    await empty();
    const startedAt = performance.now();
    await enqueue();
    return jobs / ((performance.now() - startedAt) / 1_000);
  };
}
