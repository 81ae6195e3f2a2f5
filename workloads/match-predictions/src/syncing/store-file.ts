import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { JobContext } from '@kickoff/jobs';
import type { StoredMatches } from '../contracts/shapes.js';
import type { MatchFile } from '../football-data/read-matches.js';
import { storeMatches } from '../store/match-store.js';
import { noteSync } from '../store/sync-store.js';

/** Stores the matches of a file, and that it was fetched, in one transaction. */
export async function storeFile(
  job: JobContext<EntityManager>,
  name: string,
  { matches, problems }: MatchFile,
): Promise<z.output<typeof StoredMatches>> {
  for (const problem of problems) job.log.warn(`${name}: ${problem}`);
  const counts = await job.transaction(async (manager) => {
    await noteSync(manager, { name, rows: matches.length, problems });
    return storeMatches(manager, matches);
  });
  if (counts.corrected > 0) job.log.info(`${name}: ${counts.corrected} results were corrected`);
  job.metric('matches', matches.length);
  return { ...counts, broken: problems.length, published: true };
}

/** Notes that a season was asked for whose file is not there yet, so that nothing waits for it today. */
export async function noteUnpublished(
  job: JobContext<EntityManager>,
  name: string,
): Promise<z.output<typeof StoredMatches>> {
  job.log.info(`${name}: not published yet`);
  await job.transaction((manager) => noteSync(manager, { name, rows: 0, problems: [] }));
  return { added: 0, played: 0, corrected: 0, unchanged: 0, broken: 0, published: false };
}
