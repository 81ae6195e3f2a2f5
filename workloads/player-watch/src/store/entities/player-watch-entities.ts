import { DetectionRow } from './detection.js';
import { MatchClaimRow } from './match-claim.js';
import { MatchParticipantRow } from './match-participant.js';
import { MatchRow } from './match.js';
import { MissingMatchRow } from './missing-match.js';
import { PlayerRow } from './player.js';
import { RankChangeRow } from './rank-change.js';
import { RankRecordRow } from './rank-record.js';
import { TrackedPlayerRow } from './tracked-player.js';

export const PLAYER_WATCH_ENTITIES = [
  DetectionRow,
  MatchClaimRow,
  MatchParticipantRow,
  MatchRow,
  MissingMatchRow,
  PlayerRow,
  RankChangeRow,
  RankRecordRow,
  TrackedPlayerRow,
];
