export { analysePlayers } from './analyse-players.js';
export { monitorRanks } from './monitor-ranks.js';
export { updateTrackedPlayers } from './update-tracked-players.js';
export { workload } from './workload.js';

export { Platform, PLATFORMS } from '../player/platform.js';
export { Detection, PlayerDocument } from '../player/player-document.js';
export { PLAYER_MESSAGES, playerChannel } from '../player/player-message.js';
export { Rank } from '../player/rank.js';
