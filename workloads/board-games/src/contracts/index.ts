export { bulkSync } from './bulk-sync.js';
export { syncGame } from './sync-game.js';
export { warmCache } from './warm-cache.js';
export { workload } from './workload.js';

export { GameId, MOST_IDS_AT_ONCE, SyncCounts } from './game-id.js';
export { SearchQuery } from './warm-cache.js';
export { GameDocument, HotGame } from '../game/game-document.js';
export { GAME_MESSAGES, gameChannel, HOT_CHANNEL, HOT_MESSAGE } from '../game/game-message.js';
