import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Prepare } from '../contender-process.js';
import { CONSUMER, STREAM } from '../no-op.js';
import { countdown } from './countdown.js';

const BATCH = 1_000;

/** The client library's fastest documented way. */
export const prepare: Prepare = async ({ url, count }) => {
  const connection = await connect({ servers: url });
  const consumer = await jetstream(connection).consumers.get(STREAM, CONSUMER);
  return async () => {
    const { all, one } = countdown(count);
    await consumer.consume({
      max_messages: BATCH,
      callback: (message) => {
        message.json();
        message.ack();
        one();
      },
    });
    await all;
    await connection.flush();
  };
};
