import type { JobContext } from '@kickoff/jobs';
import { processMatchData } from '../contracts/process-match-data.js';
import type { Sport } from '../sports/sport.js';
import type { KnownMatches } from '../store/known-matches.js';
import type { SiftedStatements, Statement } from './sift-statements.js';

type HandOnJob = Pick<JobContext, 'enqueueMany' | 'log'>;

/**
 * Enqueues the processing of changed matches, and of those that cannot be read: their jobs fail with what is wrong with
 * them, by the policy of their type, while the others go through.
 */
export async function handOn(
  sport: Sport,
  { changed, invalid }: SiftedStatements,
  observedAt: number,
  known: KnownMatches,
  job: HandOnJob,
): Promise<void> {
  const input = ({ matchId, match }: Statement) => ({ sport, matchId, match, observedAt });
  const critical = changed.filter(({ inPlay }) => inPlay);
  const normal: Statement[] = changed.filter(({ inPlay }) => !inPlay);
  const dead = await known.rejected(sport, invalid);
  for (const statement of invalid) {
    if (dead.has(statement.digest)) continue;
    job.log.warn(statement.error.message, { code: statement.error.code });
    normal.push(statement);
  }
  if (critical.length > 0) await job.enqueueMany(processMatchData, critical.map(input));
  if (normal.length > 0) await job.enqueueMany(processMatchData, normal.map(input), { priority: 'normal' });
}
