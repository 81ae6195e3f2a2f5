import { z } from 'zod';
import { MatchDocument } from '../match/match-document.js';

/**
 * What becomes of the channel's document with a message: the match as it is now, null to remove it, absent to leave it,
 * because an earlier message of this revision carried it or the match is not on the board.
 */
export const BoardDocument = z.union([MatchDocument, z.null()]).optional();
