import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, createInbox, headers, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { natsForTest } from '@kickoff/embedded/testing';
import { kickoffHeaders } from './kickoff-headers.js';

describe("Kickoff's headers of a delivered message", () => {
  let connection: NatsConnection;
  afterAll(() => connection.close());
  const nats = natsForTest();

  beforeAll(async () => {
    connection = await connect({ servers: nats().url });
  });

  /** The message as it arrives over the wire. */
  async function delivered(values: [name: string, value: string][], body = '{}'): Promise<Msg> {
    const subject = createInbox();
    const arrived = new Promise<Msg>((resolve) => {
      connection.subscribe(subject, { max: 1, callback: (_, message) => resolve(message) });
    });
    const block = headers();
    for (const [name, value] of values) block.append(name, value);
    connection.publish(subject, body, { reply: createInbox(), ...(values.length > 0 ? { headers: block } : {}) });
    return arrived;
  }

  function read(message: Msg): Record<string, string | undefined> {
    return kickoffHeaders(message, message.data);
  }

  it('are read without the map of all headers', async () => {
    const message = await delivered([
      ['Kickoff-Revision', '7'],
      ['Nats-Msg-Id', 'a.7'],
      ['Kickoff-Reason', 'Kickoff-Attempt: 3 is no header'],
    ]);
    Object.defineProperty(message, 'headers', {
      get() {
        throw new Error('the map was built');
      },
    });
    expect(read(message)).toEqual({ 'Kickoff-Revision': '7', 'Kickoff-Reason': 'Kickoff-Attempt: 3 is no header' });
  });

  it('keep text that is not ASCII, and of a repeated one the first', async () => {
    const message = await delivered([
      ['Kickoff-Reason', 'wartet auf Zürich – später'],
      ['Kickoff-Attempt', '2'],
      ['Kickoff-Attempt', '3'],
    ]);
    expect(read(message)).toEqual({ 'Kickoff-Reason': 'wartet auf Zürich – später', 'Kickoff-Attempt': '2' });
  });

  it('are found when the message came in many pieces', async () => {
    const message = await delivered([['Kickoff-Revision', '2']], 'x'.repeat(500_000));
    expect(read(message)).toEqual({ 'Kickoff-Revision': '2' });
  });

  it('are none when the message has none', async () => {
    expect(read(await delivered([]))).toEqual({});
    expect(read(await delivered([], 'NATS/1.0\r\nKickoff-Revision: 9\r\n\r\n'))).toEqual({});
  });

  it('are taken from the map when the bytes are not where they are expected', async () => {
    const message = await delivered([['Kickoff-Revision', '4']]);
    expect(kickoffHeaders(message, Uint8Array.from(message.data))).toEqual({ 'Kickoff-Revision': '4' });
  });
});
