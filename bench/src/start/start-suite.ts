import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareCases } from '../compare.js';
import type { BenchOptions } from '../main.js';
import type { BenchResult } from '../result.js';
import { timeBareStart } from './bare-start.js';
import { timeDemo } from './demo-process.js';

const UNITS = { 'first-match': 's', ready: 's', 'first-match-new-data': 's', 'ready-new-data': 's' };

/** `npm start` until it shows a match: on the data of an earlier start, and on none. */
export async function startSuite({ rounds, cases }: BenchOptions): Promise<BenchResult[]> {
  const results = await compareCases({ suite: 'start', units: UNITS, rounds }, [
    { name: 'kickoff', round: () => inNewFolder(demoTwice) },
    { name: 'servers-and-imports', round: () => inNewFolder(bareTwice) },
  ]);
  return results.filter((result) => cases.length === 0 || cases.includes(result.case));
}

async function demoTwice(directory: string): Promise<Record<string, number>> {
  const first = await timeDemo(directory);
  const second = await timeDemo(directory);
  return {
    'first-match': second.firstMatch,
    ready: second.ready,
    'first-match-new-data': first.firstMatch,
    'ready-new-data': first.ready,
  };
}

async function bareTwice(directory: string): Promise<Record<string, number>> {
  const first = await timeBareStart(directory);
  const second = await timeBareStart(directory);
  return { 'first-match': second, ready: second, 'first-match-new-data': first, 'ready-new-data': first };
}

async function inNewFolder<Result>(work: (directory: string) => Promise<Result>): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'kickoff-start-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
