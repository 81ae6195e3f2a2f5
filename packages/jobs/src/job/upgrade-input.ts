import type { AnyContract, Envelope } from '@kickoff/contracts';

/** The input of a job in the shape of the contract's version, which is not below the job's. */
export function upgradedInput({ upgrade, version }: AnyContract, { input, version: from = 1 }: Envelope): unknown {
  let upgraded = input;
  for (let step = from; step < version; step += 1) {
    const next = upgrade?.[step];
    if (next) upgraded = next(upgraded);
  }
  return upgraded;
}
