import type { SportAdapter } from '../sports/sport-adapter.js';
import { IN_PLAY_PHASES, type MatchPhase } from '../match/match-document.js';
import { coveredBy, fingerprint } from '../match/fingerprint.js';
import { MatchInvalid } from '../sports/match-invalid.js';
import type { KnownMatch } from '../store/known-matches.js';
import { statementDigest } from './statement-digest.js';

/** A listed match that is handed on. */
export interface Statement {
  matchId: string;
  /** As the upstream wrote it. */
  match: unknown;
  /** In play, in the response or as stored. */
  inPlay: boolean;
}

/** A listed match that cannot be read. */
export interface InvalidStatement extends Statement {
  digest: string;
  error: MatchInvalid;
}

export interface SiftedStatements {
  changed: Statement[];
  invalid: InvalidStatement[];
  /** Ids in the response. */
  listed: Set<string>;
  /** In play as stored and in the response. */
  returned: string[];
}

/** Which matches of its response a kind of poll is there for, by their phase there and as stored. */
export type PollScope = (listed: MatchPhase, stored: MatchPhase | undefined) => boolean;

export const POLL_SCOPES = {
  /** Of a day's list: in play, or just no longer. */
  live: (listed, stored) => isInPlay(listed) || (stored !== undefined && isInPlay(stored)),
  /** To come, or called off. A day's list may lag behind the live list, so it does not take a match out of play. */
  scheduled: (listed, stored) =>
    ['scheduled', 'postponed', 'cancelled'].includes(listed) && !(stored !== undefined && isInPlay(stored)),
  completed: (listed) => ['finished', 'abandoned', 'cancelled'].includes(listed),
  /** Asked for by id, or of a list of matches in play: then also one that it says has ended, or is to come. */
  any: () => true,
} as const satisfies Record<string, PollScope>;

/**
 * Sorts the matches of one response: those that say something new, those that cannot be read, and the rest, which leads
 * to no job. Pure, so that a poll costs one query and no more.
 */
export function siftStatements(
  adapter: SportAdapter,
  entries: readonly unknown[],
  known: ReadonlyMap<string, KnownMatch>,
  scope: PollScope,
  observedAt: number,
): SiftedStatements {
  const sifted: SiftedStatements = { changed: [], invalid: [], listed: new Set(), returned: [] };
  for (const match of entries) {
    const matchId = adapter.matchId(match);
    if (matchId !== undefined) sifted.listed.add(matchId);
    const stored = matchId === undefined ? undefined : known.get(matchId);
    try {
      const statement = adapter.normalise(match, observedAt);
      const { phase } = statement.status;
      const inPlay = isInPlay(phase) || (stored !== undefined && isInPlay(stored.phase));
      if (stored && stored.vanishedChecks > 0 && isInPlay(phase)) sifted.returned.push(statement.matchId);
      if (!scope(phase, stored?.phase)) continue;
      if (stored && (stored.observedAt > observedAt || says(stored, fingerprint(statement)))) continue;
      sifted.changed.push({ matchId: statement.matchId, match, inPlay });
    } catch (error) {
      if (!(error instanceof MatchInvalid)) throw error;
      const digest = statementDigest(match);
      sifted.invalid.push({ matchId: matchId ?? `unreadable-${digest}`, match, inPlay: false, digest, error });
    }
  }
  return sifted;
}

/** Stored matches in play that a complete live list does not have and that are due to be asked for by id. */
export function vanishedMatches(
  known: Iterable<KnownMatch>,
  listed: ReadonlySet<string>,
  observedAt: number,
): string[] {
  return [...known]
    .filter(
      ({ id, phase, observedAt: storedAt, nextCheckAt }) =>
        isInPlay(phase) &&
        !listed.has(id) &&
        storedAt < observedAt &&
        (nextCheckAt === null || nextCheckAt <= observedAt),
    )
    .map(({ id }) => id);
}

function says(stored: KnownMatch, seen: { core: string; events: string | null }): boolean {
  if (stored.fingerprint === null) return false;
  return coveredBy({ core: stored.fingerprint, events: stored.eventsFingerprint }, seen);
}

function isInPlay(phase: MatchPhase): boolean {
  return IN_PLAY_PHASES.includes(phase);
}
