import { describe, expect, it } from '@jest/globals';
import { pollLiveMatches } from '@kickoff/live-scores/contracts';
import { connectLive } from '@kickoff/live-client';
import { servicesForTest } from '../bad-input/services-for-test.js';
import { until } from '../replay/until.js';

/** What an installation with the prefix `acme` may say at the broker, and what all of an account have in common. */
const OWN = [
  /^acme\./,
  /^\$(?:KV|O)\.acme_/,
  /^_INBOX\./,
  /^\$JS\.(?:API\.(?:[A-Z]+\.)+|ACK\.|FC\.)(?:(?:KV|OBJ)_)?acme_/,
  /^\$JS\.API\.(?:INFO|STREAM\.LIST|STREAM\.NAMES)$/,
  /^\$JS\.EVENT\./,
];

describe('the whole platform with a prefix', () => {
  const services = servicesForTest({ prefix: 'acme' });

  it('polls, processes, records, broadcasts and keeps documents under its own names alone', async () => {
    const { broker, jobs, messages, settled, rows, platform } = services();
    const foreign = new Set<string>();
    broker.connection.subscribe('>', {
      callback: (_, { subject }) => {
        if (!OWN.some((pattern) => pattern.test(subject))) foreign.add(subject);
      },
    });
    await broker.connection.flush();

    const { id, subject } = await jobs.enqueue(pollLiveMatches, { sport: 'football' });
    expect(subject).toMatch(/^acme\.jobs\.live-scores\./);
    const added = () => messages.filter(({ channel }) => channel.startsWith('live-scores/football/'));
    await until(() => added().length > 0, { timeoutMs: 20_000, what: 'a match at the socket' });
    await settled();

    const state = async () => (await rows<{ state: string }>('SELECT state FROM kickoff.jobs WHERE id = $1', [id]))[0];
    await until(async () => (await state())?.state === 'succeeded', { timeoutMs: 10_000, what: 'the record' });
    const response = await fetch(`${platform.addresses.api}/api/v1/status`);
    expect(response.status).toBe(200);

    // A subscriber who comes later gets the documents.
    const late = connectLive({ url: platform.addresses.gateway, reconnectJitterMs: 0 });
    const documents = await new Promise<readonly unknown[]>((resolve) => {
      late.subscribe('live-scores/football', { onMessage: () => {}, onSnapshot: resolve });
    }).finally(() => late.close());
    expect(documents.length).toBeGreaterThan(0);

    const names: string[] = [];
    for await (const name of broker.manager.streams.names()) names.push(name);
    expect(names.filter((name) => !/^(?:(?:KV|OBJ)_)?acme_/.test(name))).toEqual([]);
    expect([...foreign]).toEqual([]);
  }, 60_000);
});
