import { defineWorkload } from '@kickoff/contracts';
import { bulkSync } from './bulk-sync.js';
import { syncGame } from './sync-game.js';
import { warmCache } from './warm-cache.js';

export const workload = defineWorkload({
  name: 'board-games',
  summary: 'Board games of BoardGameGeek: keeps games, searches and the hot list at hand.',
  contracts: [bulkSync, syncGame, warmCache],
  queues: { syncing: { service: 'poller', priorities: ['critical', 'high', 'normal', 'low'] } },
  channels: [
    { pattern: 'games/:gameId', visibility: 'public' },
    { pattern: 'hot', visibility: 'public' },
  ],
});
