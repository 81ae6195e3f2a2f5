import type { EntityManager } from 'typeorm';
import type { JobContext } from '@kickoff/jobs';
import { syncFixtures } from '../contracts/sync-fixtures.js';
import { syncSingleLeague } from '../contracts/sync-single-league.js';
import type { League } from '../football-data/league.js';
import type { Season } from '../football-data/season.js';

export interface FilesToSync {
  files: readonly { league: League; season?: Season }[];
  fixtures: boolean;
}

/** Has files fetched side by side, as one batch. */
export async function startSync(
  job: JobContext<EntityManager>,
  name: string,
  { files, fixtures }: FilesToSync,
): Promise<{ flow: string | null; jobs: number }> {
  const nodes = [...files.map((file) => syncSingleLeague.with(file)), ...(fixtures ? [syncFixtures.with({})] : [])];
  if (nodes.length === 0) return { flow: null, jobs: 0 };
  const flow = await job.transaction((manager) => job.in(manager).batch(name, nodes).start());
  return { flow: flow.id, jobs: nodes.length };
}
