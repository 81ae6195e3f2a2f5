import type { EntityManager } from 'typeorm';
import type { AnyContract } from '@kickoff/contracts';
import type { BatchedJob, BatchOutcome, JobBatch, OutputOf, TransactionalClient } from '@kickoff/jobs';
import { lockMatches, matchKey, type MatchId, type StoredMatch } from '../store/match-store.js';
import { MatchWrites } from '../store/match-writes.js';

/** Enqueues with the transaction of a job. */
export type MatchOutbox = Pick<TransactionalClient<EntityManager>, 'enqueue' | 'enqueueMany'>;

/** What one job has of the transaction that it shares with others. */
export interface MatchWork {
  /** The match as it is stored, and kept from others until the transaction ends. */
  stored: StoredMatch | undefined;
  writes: MatchWrites;
  outbox: MatchOutbox;
}

/**
 * Runs jobs about matches in one transaction: one statement reads all their matches, and each kind of write is one
 * statement. `decide` says what one job writes and enqueues; when it throws, its job fails alone.
 */
export function processMatches<C extends AnyContract>(
  batch: JobBatch<C, EntityManager>,
  decide: (entry: BatchedJob<C, EntityManager> & { input: MatchId }, work: MatchWork) => Promise<OutputOf<C>>,
): Promise<BatchOutcome<C>[]> {
  return batch.transaction(async (manager, jobs) => {
    const stored = await lockMatches(
      manager,
      jobs.map(({ input }) => input as MatchId),
    );
    const writes = new MatchWrites();
    const outcomes = await batch.each(async (entry) => {
      const own = new MatchWrites();
      const outbox = entry.job.in(manager);
      const output = await decide(entry, { stored: stored.get(matchKey(entry.input)), writes: own, outbox });
      writes.add(own);
      return output;
    }, jobs);
    await writes.write(manager);
    return outcomes;
  });
}
