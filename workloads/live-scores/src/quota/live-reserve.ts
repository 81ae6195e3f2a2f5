import type { Sport } from '../sports/sport.js';
import { nextUtcMidnight } from '@kickoff/upstream';

/**
 * Requests that live polls still need until the day's count starts again: what other polls must leave of the quota.
 *
 * @param intervalsMs time between two live polls of each sport that is enabled
 * @param most upper bound, from the settings
 */
export function liveReserve(now: number, intervalsMs: Partial<Record<Sport, number>>, most: number): number {
  const leftMs = nextUtcMidnight(now) - now;
  const needed = Object.values(intervalsMs).reduce((sum, intervalMs) => sum + Math.ceil(leftMs / intervalMs), 0);
  return Math.min(most, needed);
}
