import { defineWorkload } from '@kickoff/contracts';
import { analysePlayers } from './analyse-players.js';
import { monitorRanks } from './monitor-ranks.js';
import { updateTrackedPlayers } from './update-tracked-players.js';

export const workload = defineWorkload({
  name: 'player-watch',
  summary: 'Players of League of Legends: their matches, their ranks, and whether they play below their skill.',
  contracts: [analysePlayers, monitorRanks, updateTrackedPlayers],
  queues: { watching: { service: 'poller' } },
  channels: [{ pattern: ':platform/:player', visibility: 'private' }],
});
