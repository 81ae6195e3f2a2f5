import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { jobsSuite } from './jobs/jobs-suite.js';
import { pipelineSuite } from './pipeline/pipeline-suite.js';
import { playersSuite } from './players/players-suite.js';
import { predictionsSuite } from './predictions/predictions-suite.js';
import { recordSuite } from './record/record-suite.js';
import { startSuite } from './start/start-suite.js';
import { printTable, type BenchResult } from './result.js';

/** `npm run bench -- [suite …] [--case NAME …] [--rounds N] [--json FILE]`; predictions: `[--data DIR] [--seasons 2324,2425]`; players: `[--seed N]` */

export interface BenchOptions {
  rounds: number;
  /** Empty: every case of the suite. */
  cases: readonly string[];
  /** Folder of recorded seasons and the seasons to forecast. Default: those of ../shared/data. */
  data: string | undefined;
  seasons: readonly string[] | undefined;
  /** Of what is generated. */
  seed: number;
  /** Says something that belongs under the table, such as why somebody is not in it. */
  note: (line: string) => void;
}

const SUITES: Record<string, (options: BenchOptions) => Promise<BenchResult[]>> = {
  jobs: jobsSuite,
  pipeline: pipelineSuite,
  players: playersSuite,
  predictions: predictionsSuite,
  record: recordSuite,
  start: startSuite,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    case: { type: 'string', multiple: true, default: [] },
    data: { type: 'string' },
    seasons: { type: 'string' },
    seed: { type: 'string', default: '2' },
  },
});
const unknown = positionals.find((name) => !(name in SUITES));
const rounds = Number(values.rounds);
const seed = Number(values.seed);
const wrong =
  unknown !== undefined
    ? `no suite is called ${unknown}; there are ${Object.keys(SUITES).join(', ')}`
    : !Number.isInteger(rounds) || rounds < 1
      ? `--rounds must be a whole number of at least 1, got ${values.rounds}`
      : !Number.isInteger(seed) || seed < 0
        ? `--seed must be a whole number of at least 0, got ${values.seed}`
        : undefined;
if (wrong !== undefined) {
  console.error(wrong);
  process.exit(2);
}
const { data } = values;
const seasons = values.seasons?.split(',').map((season) => season.trim());
const results: BenchResult[] = [];
const notes: string[] = [];
const note = (line: string) => void notes.push(line);
for (const name of positionals.length > 0 ? positionals : Object.keys(SUITES)) {
  results.push(...(await SUITES[name]!({ rounds, cases: values.case, data, seasons, seed, note })));
}
printTable(results);
for (const line of notes) console.log(line);
if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
