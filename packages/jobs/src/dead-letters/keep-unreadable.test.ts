import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AckPolicy } from '@nats-io/jetstream';
import { DeadLetter } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { Broker } from '../broker/broker.js';
import { applyTopology } from '../broker/topology.js';
import { keepUnreadable, placeOfAck, placeOfMessage } from './keep-unreadable.js';

const nats = natsForTest();
let broker: Broker;
beforeAll(async () => {
  broker = await Broker.connect({ servers: nats().url, name: 'test' });
  await applyTopology(broker, []);
});
afterAll(() => broker.close());

async function kept(subject: string): Promise<{ under: string; letter: DeadLetter }[]> {
  const found: { under: string; letter: DeadLetter }[] = [];
  const { state } = await broker.manager.streams.info('DEAD');
  for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
    const message = await broker.manager.streams.getMessage('DEAD', { seq });
    if (!message) continue;
    const letter = DeadLetter.parse(message.json());
    if (letter.subject === subject) found.push({ under: message.subject, letter });
  }
  return found;
}

describe('a message that cannot be understood', () => {
  it.each([
    ['jobs.demo.ready.work.high.run-it.too.many.parts', 'dead.demo.work.run-it'],
    ['jobs.demo', 'dead.demo.unknown.unknown'],
    ['schedules.tick.demo.nightly', 'dead.demo.schedules.nightly'],
    ['events.demo.run-it.job', 'dead.demo.events.run-it'],
    ['broadcast.demo.Football.1', 'dead.demo.broadcast.unknown'],
    ['announce.demo.contract', 'dead.demo.announce.contract'],
    ['limits.demo.rapidapi', 'dead.demo.limits.rapidapi'],
    ['flows.start.demo.1.2', 'dead.demo.flows.start'],
    ['flows.start._.1.2', 'dead.platform.flows.start'],
    ['$KV.control.cancel.demo.1', 'dead.demo.control.cancel'],
    ['$KV.control.admission', 'dead.platform.control.admission'],
    ['$KV.limits.demo.rapidapi', 'dead.demo.limits.rapidapi'],
    ['strange', 'dead.platform.strange.unknown'],
  ])('on %s is kept under %s', async (subject, under) => {
    const error = await keepUnreadable(broker.connection, { subject, data: Buffer.from('{oops') }, 'is garbage');
    expect(error).toMatchObject({ code: 'MESSAGE_INVALID', message: `the message on ${subject} is garbage` });
    const [letter, ...others] = await kept(subject);
    expect(others).toEqual([]);
    expect(letter!.under).toBe(`${under}.${letter!.letter.id}`);
    expect(letter!.letter).toMatchObject({
      error: { code: 'MESSAGE_INVALID', message: error.message },
      raw: Buffer.from('{oops').toString('base64'),
    });
  });

  it('is one dead letter however many read it, and another one when it is another message', async () => {
    const subject = 'broadcast.demo.twice';
    const same = { subject, data: Buffer.from('same'), place: 'BROADCAST.1.7' };
    await Promise.all([1, 2, 3].map(() => keepUnreadable(broker.connection, same, 'is garbage')));
    await keepUnreadable(broker.connection, { ...same, place: 'BROADCAST.2.8' }, 'is garbage');
    const requests = ['a', 'b', 'a'].map((text) => ({ subject, data: Buffer.from(text) }));
    for (const request of requests) await keepUnreadable(broker.connection, request, 'is garbage');
    expect(await kept(subject)).toHaveLength(4);
  });

  it('keeps no more than the beginning of what is large', async () => {
    const subject = 'events.demo.large.job';
    await keepUnreadable(broker.connection, { subject, data: Buffer.alloc(900_000, 'x') }, 'is garbage');
    const [letter] = await kept(subject);
    expect(Buffer.from(letter!.letter.raw!, 'base64')).toEqual(Buffer.alloc(64 * 1024, 'x'));
  });
});

describe('the place of a message in its stream', () => {
  it('is the same from its delivery and from the subject of its ack, with and without a domain', async () => {
    const { seq } = await broker.jetstream.publish('events.demo.run-it.job', '{oops');
    await broker.manager.consumers.add('EVENTS', { durable_name: 'test', ack_policy: AckPolicy.Explicit });
    const message = (await (await broker.jetstream.consumers.get('EVENTS', 'test')).next())!;
    const place = placeOfMessage(message);
    expect(place).toBe(`EVENTS.${seq}.${message.timestampNanos}`);
    const ack = `EVENTS.recorder.1.${seq}.3.${message.timestampNanos}.0`;
    expect(placeOfAck(`$JS.ACK.${ack}`)).toBe(place);
    expect(placeOfAck(`$JS.ACK.hub.ACCOUNT.${ack}.x`)).toBe(place);
    expect(placeOfAck('_INBOX.1')).toBeUndefined();
    expect(placeOfAck(undefined)).toBeUndefined();
  });
});
