import { ConfigurationInvalid } from '@kickoff/contracts';

/**
 * Bounds of a queue's slots while they are balanced.
 *
 * @throws ConfigurationInvalid when the slots it begins with are outside
 */
export function slotBounds(
  slots: number,
  { minSlots = 1, maxSlots = Infinity }: { minSlots?: number | undefined; maxSlots?: number | undefined },
  path: string,
): { minSlots: number; maxSlots: number } {
  if (!Number.isInteger(minSlots) || minSlots < 1 || minSlots > slots)
    throw new ConfigurationInvalid(
      `${path}.minSlots`,
      `must be a whole number from 1 to its slots, ${slots}, got ${minSlots}`,
    );
  if (maxSlots !== Infinity && (!Number.isInteger(maxSlots) || maxSlots < slots))
    throw new ConfigurationInvalid(
      `${path}.maxSlots`,
      `must be a whole number of at least its slots, ${slots}, got ${maxSlots}`,
    );
  return { minSlots, maxSlots };
}
