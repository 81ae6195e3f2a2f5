import { describe, expect, it } from '@jest/globals';
import { WEIGHTS } from '../detection/weights.js';
import { fitWeights } from './fit-weights.js';
import { measureDetector } from './measure-detector.js';

describe('the weights of the detector', () => {
  it('are what the generated players of seed 1 give', () => {
    const fitted = fitWeights(6_000, 1);
    expect(fitted.base).toBeCloseTo(WEIGHTS.base, 1);
    for (const [signal, weight] of Object.entries(WEIGHTS.signals))
      expect(fitted.signals[signal]).toBeCloseTo(weight, 1);
  });

  it.each([3, 20, 300, 4_000, 50_000])('hold for players of seed %i', (seed) => {
    const { detector, signals } = measureDetector(4_000, seed);
    expect(detector).toBeGreaterThanOrEqual(0.95);
    expect(Math.max(...Object.values(signals))).toBeLessThanOrEqual(0.85);
  });
});
