import { bullmqPostgres } from './bullmq-postgres.js';
import { bullmqRedis } from './bullmq-redis.js';
import { graphileWorker } from './graphile-worker.js';
import { pgBoss } from './pg-boss.js';
import type { Rival } from './rival.js';

/** All job platforms that Kickoff is measured against. */
export const RIVALS: readonly Rival[] = [bullmqPostgres, bullmqRedis, graphileWorker, pgBoss];
