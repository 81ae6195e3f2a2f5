import type { Broker } from '../broker/broker.js';

const EVENTS = 'EVENTS';

/**
 * Removes the events that every durable reader (the recorder among them) has acknowledged; returns how many. Without a
 * durable reader nothing is removed: nobody can tell what is still needed.
 */
export async function purgeReadEvents({ manager }: Broker): Promise<number> {
  let floor = Infinity;
  // Before the readers are asked: a reader with nothing left has read up to here, whatever comes meanwhile.
  const { state } = await manager.streams.info(EVENTS);
  for await (const { config, ack_floor, num_pending, num_ack_pending } of manager.consumers.list(EVENTS)) {
    if (!config.durable_name) continue;
    // One that reads some subjects only acknowledges nothing of the others.
    const hasAll = num_pending === 0 && num_ack_pending === 0;
    floor = Math.min(floor, hasAll ? state.last_seq : ack_floor.stream_seq);
  }
  if (floor === Infinity || floor === 0) return 0;
  const { purged } = await manager.streams.purge(EVENTS, { seq: floor + 1 });
  return purged;
}
