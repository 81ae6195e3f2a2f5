import type { Signal } from '../signal.js';
import { activityGap } from './activity-gap.js';
import { championPool } from './champion-pool.js';
import { climb } from './climb.js';
import { creepScore } from './creep-score.js';
import { kda } from './kda.js';
import { levelForRank } from './level-for-rank.js';
import { winRate } from './win-rate.js';

export const SIGNALS: readonly Signal[] = [activityGap, championPool, climb, creepScore, kda, levelForRank, winRate];
