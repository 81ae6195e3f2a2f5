import type { MatchChange } from '../../src/match/match-change.js';
import type { MatchDocument, MatchEvent } from '../../src/match/match-document.js';

/** Body of every message of a match's channel. */
export interface MatchMessage {
  match: MatchDocument;
  change: MatchChange;
}

export type { MatchChange, MatchDocument, MatchEvent };

/** Document and messages of `live-scores/quota`. */
export interface QuotaDocument {
  /** ISO 8601; null when requests are allowed. */
  until: string | null;
}
