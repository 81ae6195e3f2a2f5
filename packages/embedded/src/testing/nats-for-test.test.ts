import { describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { natsForTest } from './nats-for-test.js';

describe('natsForTest', () => {
  const nats = natsForTest();

  it('serves clients, with JetStream', async () => {
    const connection = await connect({ servers: nats().url });
    expect(connection.info?.jetstream).toBe(true);
    expect(connection.info?.max_payload).toBe(1_048_576);
    await connection.close();
  });

  it('keeps streams and port over a SIGKILL and a start', async () => {
    const { url } = nats();
    const before = await connect({ servers: url, reconnect: false });
    await request(before, '$JS.API.STREAM.CREATE.KEPT', { name: 'KEPT', subjects: ['kept'] });
    await nats().kill();
    expect(nats().running).toBe(false);
    await nats().start();
    expect(nats().url).toBe(url);
    const after = await connect({ servers: url });
    expect(await request(after, '$JS.API.STREAM.INFO.KEPT', {})).toMatchObject({ config: { name: 'KEPT' } });
    await after.close();
  });

  it('takes further configuration at a restart', async () => {
    await nats().stop();
    await nats().start({ extraConfig: 'authorization { users: [{ user: a, password: b }] }' });
    await expect(connect({ servers: nats().url, reconnect: false })).rejects.toThrow(/authorization/i);
    const connection = await connect({ servers: nats().url, user: 'a', pass: 'b' });
    await connection.close();
  });
});

async function request(
  connection: Awaited<ReturnType<typeof connect>>,
  subject: string,
  body: object,
): Promise<unknown> {
  return (await connection.request(subject, JSON.stringify(body))).json();
}
