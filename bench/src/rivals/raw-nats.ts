import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { consumerName, jobsStream } from '@kickoff/contracts';
import { rawBatches, rawPublish } from '../jobs/raw-publish.js';
import type { Input, Rival } from './rival.js';

const STREAM = jobsStream('bench');
const AT_ONCE = 1_000;

/** The NATS client on Kickoff's stream, without any of Kickoff's promises. */
export const rawNats: Rival = {
  name: 'raw-nats',
  server: 'nats',
  keepsHistory: false,
  install: () => Promise.resolve(),
  open: async (servers) => {
    const connection = await connect({ servers });
    const client = jetstream(connection);
    const manager = await jetstreamManager(connection);
    return {
      enqueueMany: (inputs) => rawBatches(connection, inputs),
      enqueue: (input) => rawPublish(client, input),
      work: async (handler) => {
        const consumer = await client.consumers.get(STREAM, consumerName('bench', 'normal'));
        const messages = await consumer.consume({
          max_messages: AT_ONCE,
          callback: (message) => {
            void handler(message.json<{ input: Input }>().input);
            message.ack();
          },
        });
        return async () => void (await messages.close());
      },
      unfinished: async () => (await manager.streams.info(STREAM)).state.messages > 0,
      finished: () => Promise.resolve(0),
      empty: async () => void (await manager.streams.purge(STREAM)),
      close: () => connection.close(),
    };
  },
};
