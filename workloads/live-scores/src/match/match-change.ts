import { z } from 'zod';
import { Clock, League, MatchEvent, MatchStatus, Score, Teams } from './match-document.js';

/** What one message reports: each part has the state before and after. A part that did not change is absent. */

function oldAndNew<S extends z.ZodType>(shape: S) {
  return z.object({ old: shape, new: shape });
}

const Details = z.object({ league: League, teams: Teams });

export const MatchChange = z.object({
  score: oldAndNew(Score).optional(),
  /** Tallies of single periods were filled in or moved while the score stayed. */
  periods: oldAndNew(Score.shape.periods).optional(),
  status: oldAndNew(MatchStatus).optional(),
  period: oldAndNew(z.number().nullable()).optional(),
  clock: oldAndNew(Clock).optional(),
  /** ISO 8601, UTC. */
  kickOff: oldAndNew(z.string()).optional(),
  /** Names, round, season or logos. */
  details: oldAndNew(Details).optional(),
  /** A new event: `old` is null. */
  event: z.object({ old: z.null(), new: MatchEvent }).optional(),
  /** Events that the upstream withdrew or restated. */
  events: z.object({ removed: z.array(MatchEvent), changed: z.array(oldAndNew(MatchEvent)) }).optional(),
});
export type MatchChange = z.infer<typeof MatchChange>;
