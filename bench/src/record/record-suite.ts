import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchOptions } from '../main.js';
import type { BenchResult } from '../result.js';
import { fold } from './cases/fold.js';
import { search } from './cases/search.js';
import { withRecord, type Database } from './record-database.js';

export interface RecordCase {
  name: string;
  run: (stage: {
    /** An empty record. */
    dataSource: Database;
    rounds: number;
    note: BenchOptions['note'];
  }) => Promise<BenchResult[]>;
}

const CASES: readonly RecordCase[] = [fold, search];

/** What the record takes in, and how it is searched. */
export async function recordSuite({ rounds, cases, note }: BenchOptions): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const { name, run } of CASES) {
    if (cases.length > 0 && !cases.includes(name)) continue;
    const directory = await mkdtemp(join(tmpdir(), 'kickoff-bench-'));
    try {
      results.push(...(await withRecord(directory, (dataSource) => run({ dataSource, rounds, note }))));
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
  return results;
}
