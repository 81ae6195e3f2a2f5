import { defineCommand } from '../cli/define-command.js';

export const bench = defineCommand({
  name: 'bench',
  summary: 'Measures Kickoff on this machine, with servers of its own',
  description:
    'Hands every word on to the benchmark program of the repository and ends with its code: docs/performance.md.',
  arguments: { words: { summary: 'suites and options of the program', rest: true } },
  passesOn: true,
  examples: [{ line: 'kickoff bench jobs --rounds 3 --json figures.json' }],
  async run({ arguments: { words }, context }) {
    const { runBench } = await import('../bench/run-bench.js');
    await runBench(words, context.environment);
    return undefined;
  },
});
