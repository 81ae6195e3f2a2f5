import type { EntityManager } from 'typeorm';
import type { JobContext } from '@kickoff/jobs';
import type { MatchFile } from '../football-data/read-matches.js';
import { storeMatches, type StoreCounts } from '../store/match-store.js';
import { noteSync } from '../store/sync-store.js';

/** Stores the matches of a file, and that it was fetched, in one transaction. */
export async function storeFile(
  job: JobContext<EntityManager>,
  name: string,
  { matches, problems }: MatchFile,
): Promise<StoreCounts & { broken: number }> {
  for (const problem of problems) job.log.warn(`${name}: ${problem}`);
  const counts = await job.transaction(async (manager) => {
    await noteSync(manager, { name, rows: matches.length, problems });
    return storeMatches(manager, matches);
  });
  if (counts.corrected > 0) job.log.info(`${name}: ${counts.corrected} results were corrected`);
  job.metric('matches', matches.length);
  return { ...counts, broken: problems.length };
}
