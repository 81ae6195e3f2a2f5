import { AckPolicy, DeliverPolicy } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { DataSource } from 'typeorm';
import { eventsStream } from '@kickoff/contracts';
import type { Broker } from '@kickoff/jobs';
import { EventPull } from '../recorder/event-pull.js';
import { readEvents } from '../recorder/read-events.js';
import { foldTolerantly } from '../recorder/tolerant-fold.js';

export interface RebuildCounts {
  messages: number;
  events: number;
  /** Messages and events that cannot be recorded; the recorder has kept them as dead letters. */
  bad: number;
}

const PULL = 500;
const WAIT_MS = 5_000;

/**
 * Folds all that EVENTS still holds into the record once more. Repeating it changes nothing, and recorders may go on meanwhile.
 * Waiting jobs of which no event tells are brought by intake, which reads its streams from the beginning again.
 *
 * No scheduler may run meanwhile, nor from when the record was lost: its reconciler would take jobs for lost whose end the
 * record has forgotten.
 *
 * @param onProgress told after every transaction, with the messages that are left
 */
export async function rebuildRecord(
  { broker, dataSource }: { broker: Broker; dataSource: DataSource },
  onProgress: (counts: RebuildCounts, left: number) => void = () => undefined,
): Promise<RebuildCounts> {
  const { manager, connection } = broker;
  await dataSource.query('DELETE FROM kickoff.intake_positions');
  const stream = eventsStream();
  const counts: RebuildCounts = { messages: 0, events: 0, bad: 0 };
  const { name: consumer, num_pending: total } = await manager.consumers.add(stream, {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.All,
    inactive_threshold: nanos(60_000),
  });
  const pull = new EventPull({ connection, stream, consumer, batch: PULL });
  try {
    while (counts.messages < total) {
      const messages = await pull.collect(PULL, { waitMs: WAIT_MS, gatherMs: 50 });
      if (messages.length === 0)
        throw new Error(`${stream}: no message came within ${WAIT_MS / 1_000} s; run it again`);
      const read = messages.flatMap(readEvents);
      const events = read.flatMap((part) => ('event' in part ? [part.event] : []));
      const refused = await dataSource.transaction((runner) => foldTolerantly(runner, events));
      counts.messages += messages.length;
      counts.events += events.length - refused.length;
      counts.bad += read.length - events.length + refused.length;
      onProgress(counts, Math.max(0, total - counts.messages));
    }
  } finally {
    pull.close();
    await manager.consumers.delete(stream, consumer);
  }
  return counts;
}
