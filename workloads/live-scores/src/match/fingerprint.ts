import { createHash } from 'node:crypto';
import type { NormalisedMatch } from './match-document.js';

/**
 * What a poll compares to see whether a match differs from what is stored, without loading the match. Covers everything
 * but the time of the response, so that an unchanged match leads to no job.
 */
export interface Fingerprint {
  core: string;
  /** Null when the response did not list events. */
  events: string | null;
}

export function fingerprint(match: NormalisedMatch): Fingerprint {
  const { upstreamAt: _upstreamAt, events, ...core } = match;
  return { core: digest(core), events: events === undefined ? null : digest(events) };
}

/** Whether `seen` says nothing that `stored` does not. */
export function coveredBy(stored: Fingerprint, seen: Fingerprint): boolean {
  return stored.core === seen.core && (seen.events === null || stored.events === seen.events);
}

/** Normalised matches are built field by field in one place per sport, so the order of keys is stable. */
function digest(value: unknown): string {
  return createHash('sha1').update(JSON.stringify(value)).digest('base64url').slice(0, 16);
}
