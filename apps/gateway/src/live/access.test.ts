import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { natsForTest } from '@kickoff/embedded/testing';
import { Access } from './access.js';
import { broadcast, dataOf, Replica } from './testing/replica.js';

const SECRET = 'a secret for tests that is long enough';

function token(channels: unknown, { secret = SECRET, expires = '1h' } = {}): Promise<string> {
  return new SignJWT({ channels })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret));
}

describe('private channels', () => {
  const nats = natsForTest();
  let replica: Replica;

  beforeEach(async () => {
    replica = await Replica.start(nats().url, { tokens: { secret: SECRET } });
  });

  afterEach(() => replica.stop());

  it('refuses a socket whose token does not cover the path, and sends it nothing', async () => {
    const tokens: Record<string, unknown> = {
      none: undefined,
      empty: '',
      'no text': 17,
      'no token': 'abc',
      'another path': await token(['secret/elsewhere', 'mixed']),
      'a path below': await token(['secret/topic/a']),
      'a word that begins alike': await token(['secret/to']),
      forged: await token(['secret'], { secret: 'somebody else has signed this token' }),
      expired: await token(['secret'], { expires: '-1m' }),
      'without channels': await token(undefined),
      'with a wrong claim': await token('secret'),
      unsigned: `${btoa('{"alg":"none"}')}.${btoa('{"channels":["secret"]}')}.`.replaceAll('=', ''),
    };
    const clients = await Promise.all(
      Object.entries(tokens).map(async ([name, value]) => {
        const client = replica.connect(value === undefined ? {} : { token: value });
        for (const path of ['secret', 'secret/topic']) {
          expect([name, path, await client.subscribe(path)]).toMatchObject([name, path, { code: 'UNAUTHORIZED' }]);
        }
        await client.subscribed('news');
        return client;
      }),
    );
    await broadcast(replica.broker, 'secret/topic/a', 'for few', { document: 'for few' });
    await broadcast(replica.broker, 'news/topic/a', 'for all');
    for (const client of clients) {
      await client.until(() => client.messages.length > 0);
      expect(dataOf(client.messages)).toEqual(['for all']);
    }
  });

  it('refuses a path above a private channel and allows its public neighbours', async () => {
    const client = replica.connect();
    expect(await client.subscribe('mixed')).toMatchObject({ code: 'UNAUTHORIZED' });
    expect(await client.subscribe('mixed/closed')).toMatchObject({ code: 'UNAUTHORIZED' });
    expect(await client.subscribe('mixed/closed/a')).toMatchObject({ code: 'UNAUTHORIZED' });
    expect(await client.subscribe('mixed/open')).toMatchObject({ ok: true });
    await broadcast(replica.broker, 'mixed/closed/a', 'for few');
    await broadcast(replica.broker, 'mixed/open/a', 'for all');
    await client.until(() => client.messages.length > 0);
    expect(dataOf(client.messages)).toEqual(['for all']);
  });

  it('serves a token that covers the path', async () => {
    const client = replica.connect({ token: await token(['secret/topic']) });
    await client.subscribed('secret/topic/b');
    expect(await client.subscribe('secret')).toMatchObject({ code: 'UNAUTHORIZED' });
    await broadcast(replica.broker, 'secret/topic/b', 'for few');
    await client.until(() => client.messages.length > 0);
    expect(dataOf(client.messages)).toEqual(['for few']);
  });

  it('ends the connection when the token expires', async () => {
    const expires = Math.ceil(Date.now() / 1_000) + 1;
    const brief = await new SignJWT({ channels: ['secret'], exp: expires })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(SECRET));
    const client = replica.connect({ token: brief });
    await client.subscribed('secret');
    await client.until(() => !client.socket.connected);
    expect(Date.now()).toBeGreaterThanOrEqual(expires * 1_000);
  });

  it('says that a workload is unknown and what may be meant, never naming a private one', async () => {
    const client = replica.connect();
    expect(await client.subscribe('newz/a')).toMatchObject({
      code: 'CHANNEL_UNKNOWN',
      message: expect.stringContaining('did you mean news?'),
    });
    expect(await client.subscribe('secrets/a')).toEqual({
      ok: false,
      code: 'CHANNEL_UNKNOWN',
      message: 'secrets is no workload here',
    });
    expect(await client.subscribe('__proto__')).toMatchObject({ code: 'CHANNEL_UNKNOWN' });
  });
});

describe('tokens signed with a key pair', () => {
  it('are checked with the public key, which is no secret to sign with', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk = await exportJWK(publicKey);
    const access = new Access({}, { jwks: { keys: [{ ...jwk, alg: 'ES256' }] } });
    const signed = await new SignJWT({ channels: ['a'] }).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
    expect(await access.grant(signed)).toMatchObject({ paths: ['a'], problem: undefined });
    const forged = await token(['a'], { secret: JSON.stringify(jwk) });
    expect(await access.grant(forged)).toMatchObject({ paths: [] });
  });

  it('needs a secret that cannot be guessed', () => {
    expect(() => new Access({}, { secret: 'short' })).toThrow('live.tokens.secret must have at least 32 bytes, got 5');
  });
});
