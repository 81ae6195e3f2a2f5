import { describe, expect, it } from '@jest/globals';
import { isNameOrPublic, isPublicAddress, lookupPublic } from './public-addresses.js';
import { WebhookSender } from './webhook-sender.js';

describe('targets of webhooks', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
  ])('may not be %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])('may be %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(['http://0x7f.1/', 'http://2130706433/', 'http://[::1]:8080/', 'http://127.1/'])(
    'are literal addresses however they are written: %s',
    (target) => {
      expect(isNameOrPublic(new URL(target))).toBe(false);
    },
  );

  it('are refused by name when it leads into a private network', async () => {
    const error = await new Promise((resolve) => lookupPublic('localhost', {}, resolve));
    expect(error).toMatchObject({ message: 'localhost has no public address' });
    const sender = new WebhookSender({ secret: undefined, targets: 'public' });
    const { signal } = new AbortController();
    await expect(sender.send('http://localhost:1/', 'id', {}, signal)).rejects.toThrow('no public address');
    await expect(sender.send('http://127.0.0.1:1/', 'id', {}, signal)).rejects.toThrow('not a public address');
    await sender.onApplicationShutdown();
  });
});
