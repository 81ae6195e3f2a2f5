import type { LimitDefinition } from '@kickoff/contracts';
import type { BoardGamesSettings } from './settings.js';

/** The named limit that every request of the workload passes. */
export const REQUEST_LIMIT = 'requests';

export function boardGamesLimits(settings: BoardGamesSettings): LimitDefinition[] {
  const limit = settings.BOARD_GAMES_REQUESTS_PER_SECOND;
  return [{ name: REQUEST_LIMIT, windows: [{ limit, perMs: 1_000, kind: 'sliding' }] }];
}
