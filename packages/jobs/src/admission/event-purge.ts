import type { Broker } from '../broker/broker.js';

const EVENTS = 'EVENTS';

/**
 * Removes the events that every durable reader (the recorder among them) has acknowledged; returns how many. Without a
 * durable reader nothing is removed: nobody can tell what is still needed.
 */
export async function purgeReadEvents({ manager }: Broker): Promise<number> {
  let floor = Infinity;
  for await (const { config, ack_floor: acknowledged } of manager.consumers.list(EVENTS)) {
    if (config.durable_name) floor = Math.min(floor, acknowledged.stream_seq);
  }
  if (floor === Infinity || floor === 0) return 0;
  const { purged } = await manager.streams.purge(EVENTS, { seq: floor + 1 });
  return purged;
}
