export { analysePlayers } from './analyse-players.js';
export { monitorRanks } from './monitor-ranks.js';
export { updateTrackedPlayers } from './update-tracked-players.js';
export { workload } from './workload.js';

export { Platform, PLATFORMS } from '../player/platform.js';
