import type { Broker } from '../broker/broker.js';

/**
 * Share of the broker's file store that is used, from 0 to 1, or undefined when nobody knows how large it is: the
 * account's own limit counts where it has one, else the size that the settings name.
 */
export async function storeUsage({ manager }: Broker, storeBytes: number | undefined): Promise<number | undefined> {
  const { storage, limits } = await manager.getAccountInfo();
  const size = limits.max_storage > 0 ? limits.max_storage : storeBytes;
  return size === undefined ? undefined : storage / size;
}
