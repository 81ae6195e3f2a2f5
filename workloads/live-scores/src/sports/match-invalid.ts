import { KickoffError } from '@kickoff/contracts';
import type { BodyIssue } from '@kickoff/upstream';
import type { Sport } from './sport.js';

/** One match of a response is not the schema. The others are not affected. */
export class MatchInvalid extends KickoffError {
  readonly code = 'MATCH_INVALID';
  readonly fault = 'operational';
  constructor(
    readonly sport: Sport,
    /** Undefined when not even the id can be read. */
    readonly matchId: string | undefined,
    readonly issues: readonly BodyIssue[],
  ) {
    super(
      `${sport} match ${matchId ?? 'without id'} is invalid: ${issues
        .map(({ path, message }) => `${path || '(whole match)'}: ${message}`)
        .join('; ')}`,
    );
  }
}
