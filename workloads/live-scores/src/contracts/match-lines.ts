import { z } from 'zod';
import { Sport } from '../sports/sport.js';

/**
 * What every job about one match names. Jobs of one match run one at a time, in the order in which they were enqueued:
 * those that change it on one line, those that tell of it on another.
 */
export const MatchKey = z.object({ sport: Sport, matchId: z.string().min(1) });
type MatchKey = z.infer<typeof MatchKey>;

const by = ({ sport, matchId }: MatchKey) => `${sport}/${matchId}`;

export const PROCESSING_LINE = { by, line: 'match-processing' };
export const BROADCAST_LINE = { by, line: 'match-broadcast' };

export const matchTags = ({ sport, matchId }: MatchKey) => [`sport:${sport}`, `match:${sport}-${matchId}`];
