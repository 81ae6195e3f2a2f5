import { connect, createInbox } from '@nats-io/transport-node';
import type { Prepare } from '../contender-process.js';
import { CONSUMER, STREAM } from '../no-op.js';
import { countdown } from './countdown.js';

const BATCH = 1_000;

/** Pulls by hand: one request per thousand messages, the next one while half of them are still to come. */
export const prepare: Prepare = async ({ url, count }) => {
  const connection = await connect({ servers: url });
  return async () => {
    const { all, one } = countdown(count);
    let owed = 0;
    const inbox = createInbox();
    const pull = () => {
      owed += BATCH;
      connection.publish(`$JS.API.CONSUMER.MSG.NEXT.${STREAM}.${CONSUMER}`, JSON.stringify({ batch: BATCH }), {
        reply: inbox,
      });
    };
    connection.subscribe(inbox, {
      callback: (_, message) => {
        message.json();
        connection.publish(message.reply!);
        if ((owed -= 1) < BATCH / 2) pull();
        one();
      },
    });
    pull();
    await all;
    await connection.flush();
  };
};
