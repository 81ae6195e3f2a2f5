import { median, type BenchResult } from './result.js';

/** Something that can be measured: one round gives one number. */
export interface Contender {
  name: string;
  round: () => Promise<number>;
}

/** Something that can be measured in several ways at once: one round gives a number for each case. */
export interface ManyCaseContender {
  name: string;
  round: () => Promise<Record<string, number>>;
}

/**
 * Measures contenders side by side: one unmeasured round each to warm up, then rounds in alternating order, so that
 * whatever the machine does meanwhile falls on all alike.
 */
export async function compare(
  { suite, case: name, unit, rounds }: { suite: string; case: string; unit: string; rounds: number },
  contenders: readonly Contender[],
): Promise<BenchResult> {
  const several = contenders.map((contender) => ({
    name: contender.name,
    round: async () => ({ [name]: await contender.round() }),
  }));
  const [result] = await compareCases({ suite, units: { [name]: unit }, rounds }, several);
  return result!;
}

/** As `compare`, where every round measures each of the cases that `units` names. */
export async function compareCases(
  { suite, units, rounds }: { suite: string; units: Readonly<Record<string, string>>; rounds: number },
  contenders: readonly ManyCaseContender[],
): Promise<BenchResult[]> {
  const measured = new Map(contenders.map(({ name }) => [name, [] as Record<string, number>[]]));
  for (const { round } of contenders) await round();
  for (let index = 0; index < rounds; index += 1) {
    const order = index % 2 === 0 ? contenders : [...contenders].reverse();
    for (const { name, round } of order) measured.get(name)!.push(await round());
  }
  return Object.entries(units).map(([name, unit]) => {
    const medians = Object.fromEntries(
      [...measured].map(([contender, values]) => [contender, median(values.map((value) => value[name]!))]),
    );
    const { kickoff, ...against } = medians;
    return { suite, case: name, unit, kickoff: kickoff!, against, rounds };
  });
}
