import { eventsStream } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';

/**
 * Removes the events that every durable reader (the recorder among them) has acknowledged; returns how many. Without a
 * durable reader nothing is removed: nobody can tell what is still needed.
 */
export async function purgeReadEvents({ manager }: Broker): Promise<number> {
  const stream = eventsStream();
  let floor = Infinity;
  // Before the readers are asked: a reader with nothing left has read up to here, whatever comes meanwhile.
  const { state } = await manager.streams.info(stream);
  for await (const { config, ack_floor, num_pending, num_ack_pending } of manager.consumers.list(stream)) {
    if (!config.durable_name) continue;
    // One that reads some subjects only acknowledges nothing of the others.
    const hasAll = num_pending === 0 && num_ack_pending === 0;
    floor = Math.min(floor, hasAll ? state.last_seq : ack_floor.stream_seq);
  }
  if (floor === Infinity || floor === 0) return 0;
  const { purged } = await manager.streams.purge(stream, { seq: floor + 1 });
  return purged;
}
