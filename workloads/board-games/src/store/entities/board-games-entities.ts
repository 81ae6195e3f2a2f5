import { CachedListRow } from './cached-list.js';
import { GameLinkRow } from './game-link.js';
import { GameNameRow } from './game-name.js';
import { GameRankRow } from './game-rank.js';
import { GameRow } from './game.js';
import { MissingGameRow } from './missing-game.js';

export const BOARD_GAMES_ENTITIES = [CachedListRow, GameLinkRow, GameNameRow, GameRankRow, GameRow, MissingGameRow];
