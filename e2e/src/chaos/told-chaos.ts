import { randomInt } from 'node:crypto';
import { runChaos, type ChaosOrders, type ChaosResult } from './chaos-run.js';
import { groupBy } from '../judge/group-by.js';

/** Runs it, and prints its seed, its figures and, where something is wrong, what the record says of it. */
export async function toldChaos(
  { seed: given, ...orders }: Omit<ChaosOrders, 'seed'> & { /** Of an earlier run. */ seed: string | undefined },
  ends: (() => unknown)[],
): Promise<ChaosResult> {
  const seed = given === undefined ? randomInt(2 ** 31) : Number(given);
  process.stdout.write(`chaos: CHAOS_SEED=${seed}\n`);
  const result = await runChaos({ ...orders, seed }, ends);
  const { history, complaints, kills, ...figures } = result;
  const victims = [...groupBy(kills, ({ victim }) => victim)].map(([victim, all]) => `${victim} ${all.length}`);
  process.stdout.write(`chaos: ${JSON.stringify({ ...orders, ...figures, kills: victims.join(', ') })}\n`);
  if (complaints.length > 0) process.stdout.write(`${history}\n`);
  return result;
}
