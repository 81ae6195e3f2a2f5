import { once } from 'node:events';
import { jetstream } from '@nats-io/jetstream';
import { connect, createInbox } from '@nats-io/transport-node';
import { handle, Worker } from '@kickoff/jobs';
import { consumerName, jobsStream } from '@kickoff/contracts';
import type { Start } from './contender-process.js';
import { benchWorkload, noOp } from './no-op.js';

/** The measured process: works off `count` jobs in one of three ways and tells how long it took, acks included. */

const STREAM = jobsStream('bench');
const CONSUMER = consumerName('bench', 'normal');
const RAW_BATCH = 1_000;
const SLOTS = 100;

const [{ contender, url, count }] = (await once(process, 'message')) as [Start];
const go = await { kickoff, 'raw-consume': rawConsume, 'raw-pull-loop': rawPullLoop }[contender]();
process.send!({ ready: true });
await once(process, 'message');
const startedAt = performance.now();
await go();
process.send!({ seconds: (performance.now() - startedAt) / 1_000 });

/** The worker as anyone starts it: validated input, events published and confirmed before each ack. */
async function kickoff(): Promise<() => Promise<void>> {
  let left = count;
  let finished = () => {};
  const all = new Promise<void>((resolve) => (finished = resolve));
  const worker = new Worker({
    connection: { servers: url, name: 'bench' },
    workload: benchWorkload,
    queues: [{ name: 'bench', slots: SLOTS }],
    handlers: [
      handle(noOp, () => {
        if ((left -= 1) === 0) finished();
      }),
    ],
  });
  await worker.pause('the round has not begun');
  await worker.start();
  return async () => {
    worker.resume('the round has not begun');
    await all;
    await worker.stop();
  };
}

/** The client library's fastest documented way. */
async function rawConsume(): Promise<() => Promise<void>> {
  const connection = await connect({ servers: url });
  const consumer = await jetstream(connection).consumers.get(STREAM, CONSUMER);
  return async () => {
    let left = count;
    let finished = () => {};
    const all = new Promise<void>((resolve) => (finished = resolve));
    await consumer.consume({
      max_messages: RAW_BATCH,
      callback: (message) => {
        message.json();
        message.ack();
        if ((left -= 1) === 0) finished();
      },
    });
    await all;
    await connection.flush();
  };
}

/** Pulls by hand: one request per thousand messages, the next one while half of them are still to come. */
async function rawPullLoop(): Promise<() => Promise<void>> {
  const connection = await connect({ servers: url });
  return async () => {
    let left = count;
    let owed = 0;
    let finished = () => {};
    const all = new Promise<void>((resolve) => (finished = resolve));
    const inbox = createInbox();
    const pull = () => {
      owed += RAW_BATCH;
      connection.publish(`$JS.API.CONSUMER.MSG.NEXT.${STREAM}.${CONSUMER}`, JSON.stringify({ batch: RAW_BATCH }), {
        reply: inbox,
      });
    };
    connection.subscribe(inbox, {
      callback: (_, message) => {
        message.json();
        connection.publish(message.reply!);
        if ((owed -= 1) < RAW_BATCH / 2) pull();
        if ((left -= 1) === 0) finished();
      },
    });
    pull();
    await all;
    await connection.flush();
  };
}
