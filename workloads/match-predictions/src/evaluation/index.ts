export { readFolder } from './read-folder.js';
export { FORECASTERS, scores, walkForward } from './walk-forward.js';

export type { Score } from './score-sheet.js';
export type { Forecaster, MatchPrediction } from './walk-forward.js';
