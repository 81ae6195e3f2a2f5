export { fitWeights } from './fit-weights.js';
export { measureDetector } from './measure-detector.js';

export type { CalibrationBin, DetectorMeasures } from './measure-detector.js';
