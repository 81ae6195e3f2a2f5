import { describe, expect, it } from '@jest/globals';
import { sparkLine } from './spark-line.js';

describe('a line of bars', () => {
  it('shows numbers beside the greatest', () => {
    expect(sparkLine([0, 7, 14])).toBe('▁▅█');
    expect(sparkLine([0, 0])).toBe('▁▁');
    expect(sparkLine([])).toBe('');
  });
});
