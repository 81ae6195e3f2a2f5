import type { BenchOptions } from '../main.js';
import type { BenchResult } from '../result.js';

export async function pipelineSuite(_: BenchOptions): Promise<BenchResult[]> {
  return [];
}
