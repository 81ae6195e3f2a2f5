import { threadId } from 'node:worker_threads';

/** A handler for threads, for the tests of this package. */
export const run = (input: { drops: number }): { drops: number; threadId: number } => ({ ...input, threadId });
