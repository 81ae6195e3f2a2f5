import { randomUUID } from 'node:crypto';
import type { JetStreamClient } from '@nats-io/jetstream';
import { headers as newHeaders, type NatsConnection } from '@nats-io/transport-node';
import { jobSubject } from '@kickoff/contracts';

/** The raw client doing what an enqueue does on the wire: same subjects, same size of headers and body. */

const BATCH = 1_000;

function subject(id: string): string {
  return jobSubject({
    workload: 'bench',
    place: 'ready',
    queue: 'bench',
    priority: 'normal',
    name: 'no-op',
    key: '-',
    id,
  });
}

function body(input: object): string {
  return JSON.stringify({ input, enqueuedAt: Date.now() });
}

export async function rawBatches(connection: NatsConnection, inputs: readonly object[]): Promise<void> {
  for (let from = 0; from < inputs.length; from += BATCH) {
    const part = inputs.slice(from, from + BATCH);
    const batch = randomUUID();
    let committed: Promise<unknown> | undefined;
    part.forEach((input, index) => {
      const id = randomUUID();
      const headers = newHeaders();
      headers.set('Kickoff-Revision', '1');
      headers.set('Nats-Msg-Id', `${id}.1`);
      headers.set('Nats-Batch-Id', batch);
      headers.set('Nats-Batch-Sequence', String(index + 1));
      if (index < part.length - 1) connection.publish(subject(id), body(input), { headers });
      else {
        headers.set('Nats-Batch-Commit', '1');
        committed = connection.request(subject(id), body(input), { headers, timeout: 10_000 });
      }
    });
    await committed;
  }
}

export async function rawPublish(jetstream: JetStreamClient, input: object): Promise<void> {
  const id = randomUUID();
  const headers = newHeaders();
  headers.set('Kickoff-Revision', '1');
  await jetstream.publish(subject(id), body(input), { msgID: `${id}.1`, headers });
}
