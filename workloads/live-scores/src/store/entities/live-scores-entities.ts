import { LeagueRow } from './league.js';
import { MatchEventRow } from './match-event.js';
import { MatchRow } from './match.js';
import { QuotaRow } from './quota.js';
import { RejectedMatchRow } from './rejected-match.js';
import { SportRow } from './sport.js';
import { TeamRow } from './team.js';

export const LIVE_SCORES_ENTITIES = [LeagueRow, MatchEventRow, MatchRow, QuotaRow, RejectedMatchRow, SportRow, TeamRow];
