import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import { BrokerUnavailable, NATS_HEADERS } from '@kickoff/contracts';
import {
  BATCHES_IN_FLIGHT,
  IN_PROCESS,
  IN_PROCESS_PAUSE_MS,
  readAck,
  toHeaders,
  type PubAck,
  type Publish,
} from '../broker/publish.js';
import { request } from '../broker/request.js';

/** What the server accepts in one atomic batch. */
export const BATCH_SIZE = 1_000;

const TIMEOUT_MS = 10_000;

const PASSING = new Set<number | undefined>([IN_PROCESS, ...BATCHES_IN_FLIGHT]);

/** The server remembers the id of one of the messages. */
const CONTAINS_DUPLICATE = 10201;

/** `refused`: an expectation did not hold or a message is stored already; nothing of the batch was stored. */
export type BatchResult = { outcome: 'stored' | 'refused' };

/**
 * Publishes up to 1,000 messages as one atomic batch. Written against the wire, because the client library's batch drops
 * expectations and hides the server's reason.
 *
 * @throws BrokerUnavailable when the server does not answer; whether the batch was stored is then unknown
 * @throws Overloaded when the store is full, or for ten seconds too many batches are in flight; nothing was stored
 */
export async function publishBatch(connection: NatsConnection, messages: readonly Publish[]): Promise<BatchResult> {
  const patientUntil = performance.now() + TIMEOUT_MS;
  let ack = await send(connection, messages);
  // Refused for now: another sender's message of the same id, or a free place among the batches, is waited for.
  while (PASSING.has(ack.error?.err_code) && performance.now() < patientUntil) {
    await pause(IN_PROCESS_PAUSE_MS);
    ack = await send(connection, messages);
  }
  if (ack.error?.err_code === CONTAINS_DUPLICATE) return { outcome: 'refused' };
  return readAck(messages.at(-1)!, ack).outcome === 'refused' ? { outcome: 'refused' } : { outcome: 'stored' };
}

async function send(connection: NatsConnection, messages: readonly Publish[]): Promise<PubAck> {
  const batchId = randomUUID();
  const last = messages.length - 1;
  for (let index = 0; index < last; index += 1) {
    const { subject, headers, body } = messages[index]!;
    connection.publish(subject, body, {
      headers: toHeaders(headers, {
        [NATS_HEADERS.batchId]: batchId,
        [NATS_HEADERS.batchSequence]: String(index + 1),
      }),
    });
  }
  const { subject, headers, body } = messages[last]!;
  const commit = toHeaders(headers, {
    [NATS_HEADERS.batchId]: batchId,
    [NATS_HEADERS.batchSequence]: String(last + 1),
    [NATS_HEADERS.batchCommit]: '1',
  });
  const options = { headers: commit, timeoutMs: TIMEOUT_MS };
  const reply = await request(connection, subject, body, options).catch((cause: unknown) => {
    throw new BrokerUnavailable(`the broker did not answer a batch of ${messages.length} messages`, { cause });
  });
  return reply.json<PubAck>();
}
