import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { generatePlayers } from '../generated-players/generate-players.js';
import { measureDetector } from './measure-detector.js';
import { rocAuc } from './roc-auc.js';

describe('the detector on generated players', () => {
  it('tells them apart better than any signal alone', () => {
    // Another seed than the one by which the weights were fitted.
    const { detector, signals, calibration } = measureDetector(2_000, 2);
    expect(detector).toBeGreaterThanOrEqual(0.95);
    expect(Math.max(...Object.values(signals))).toBeLessThanOrEqual(0.85);
    expect(Math.min(...Object.values(signals))).toBeGreaterThan(0.6);
    for (const { players, meanScore, frequency } of calibration) {
      const error = 3 * Math.sqrt(Math.max(0.02, meanScore * (1 - meanScore)) / Math.max(1, players));
      if (players > 0) expect(Math.abs(meanScore - frequency)).toBeLessThan(0.06 + error);
    }
  });
});

describe('generated players', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(generatePlayers(20, 7)).toEqual(generatePlayers(20, 7));
    expect(generatePlayers(20, 8)).not.toEqual(generatePlayers(20, 7));
  });

  it('are labelled wrongly for 5 % of the borderline ones', () => {
    const players = generatePlayers(4_000, 5);
    const borderline = players.filter(({ isBorderline }) => isBorderline);
    expect(players.filter(({ isMislabelled, isBorderline }) => isMislabelled && !isBorderline)).toEqual([]);
    const share = borderline.filter(({ isMislabelled }) => isMislabelled).length / borderline.length;
    expect(share).toBeGreaterThan(0.025);
    expect(share).toBeLessThan(0.08);
  });

  it('are made without a line of the detector', () => {
    const folder = fileURLToPath(new URL('../../src/generated-players/', import.meta.url));
    const imports = readdirSync(folder).flatMap((file) =>
      [...readFileSync(`${folder}${file}`, 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from!),
    );
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((from) => !from.startsWith('./'))).toEqual([]);
  });
});

describe('rocAuc', () => {
  it('is the share of pairs in the right order, equal ones half', () => {
    const of = (positive: number[], negative: number[]) =>
      rocAuc([
        ...positive.map((value) => ({ value, isPositive: true })),
        ...negative.map((value) => ({ value, isPositive: false })),
      ]);
    expect(of([3, 4], [1, 2])).toBe(1);
    expect(of([1, 2], [3, 4])).toBe(0);
    expect(of([1, 1], [1, 1, 1])).toBe(0.5);
    expect(of([2, 4], [1, 3])).toBe(0.75);
  });
});
