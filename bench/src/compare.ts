import { median, type BenchResult } from './result.js';

/** Something that can be measured: one round gives one number. */
export interface Contender {
  name: string;
  round: () => Promise<number>;
}

/**
 * Measures contenders side by side: one unmeasured round each to warm up, then rounds in alternating order, so that
 * whatever the machine does meanwhile falls on all alike.
 */
export async function compare(
  about: { suite: string; case: string; unit: string; rounds: number },
  contenders: readonly Contender[],
): Promise<BenchResult> {
  const values = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (const { round } of contenders) await round();
  for (let index = 0; index < about.rounds; index += 1) {
    const order = index % 2 === 0 ? contenders : [...contenders].reverse();
    for (const { name, round } of order) values.get(name)!.push(await round());
  }
  const medians = Object.fromEntries([...values].map(([name, rounds]) => [name, median(rounds)]));
  const { kickoff, ...against } = medians;
  return { ...about, kickoff: kickoff!, against };
}
