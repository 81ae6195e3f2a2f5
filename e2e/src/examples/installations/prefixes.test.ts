import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { Broker, newJobId } from '@kickoff/jobs';
import type { News, Order } from './installation-process.js';

const SCRIPT = fileURLToPath(new URL('./installation-process.js', import.meta.url));

/** One installation, in a process of its own as always. */
class Installation {
  readonly name: string;
  readonly news: News[] = [];
  private readonly child: ChildProcess;

  constructor(url: string, prefix: string | undefined) {
    this.name = prefix ?? 'nobody';
    this.child = fork(SCRIPT, [JSON.stringify({ url, prefix })], { execArgv: [] });
    this.child.on('message', (news: News) => void this.news.push(news));
  }

  order(order: Order): void {
    this.child.send(order);
  }

  /** Resolves when it has told this. */
  async told(expected: Partial<News>): Promise<void> {
    while (!this.has(expected)) await once(this.child, 'message');
  }

  has(expected: Partial<News>): boolean {
    const members = Object.entries(expected);
    return this.news.some((news) => members.every(([name, value]) => Reflect.get(news, name) === value));
  }

  /** From whom its broadcasts came, once there are so many. */
  async heard(least: number): Promise<string[]> {
    for (;;) {
      const heard = this.news.flatMap((news) => (news.what === 'heard' ? [news.from] : []));
      if (heard.length >= least) return heard;
      await once(this.child, 'message');
    }
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
  }
}

describe('installations in one account, each with a prefix or one without', () => {
  const nats = natsForTest();
  const running: Installation[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((installation) => installation.kill()));
  });

  async function install(...prefixes: (string | undefined)[]): Promise<Installation[]> {
    const installations = prefixes.map((prefix) => new Installation(nats().url, prefix));
    running.push(...installations);
    await Promise.all(installations.map((installation) => installation.told({ what: 'ready' })));
    return installations;
  }

  it('see nothing of one another: ids, unique keys, limits, cancellations, broadcasts', async () => {
    const all = await install('acme', 'acme-two', undefined);
    const [acme, ...others] = all as [Installation, ...Installation[]];
    const [first, second] = [newJobId(Date.now()), newJobId(Date.now())];

    // The same job of the same key, running in each, although only one may run at once.
    for (const each of all) each.order({ do: 'enqueue', id: first, name: 'Ada' });
    await Promise.all(all.map((each) => each.told({ what: 'began', id: first })));
    for (const each of all) expect(each.has({ what: 'enqueued', id: first, duplicate: false })).toBe(true);
    for (const each of all) each.order({ do: 'enqueue', id: second, name: 'Grace' });
    await Promise.all(all.map((each) => each.told({ what: 'enqueued', id: second, duplicate: false })));

    acme.order({ do: 'cancel', id: first });
    await acme.told({ what: 'finished', id: first, state: 'cancelled' });
    await acme.told({ what: 'began', id: second });
    for (const other of others) {
      expect(other.has({ what: 'finished', id: first })).toBe(false);
      expect(other.has({ what: 'began', id: second })).toBe(false);
      other.order({ do: 'end', id: first });
    }
    await Promise.all(others.map((other) => other.told({ what: 'finished', id: first, state: 'succeeded' })));

    await Promise.all(all.map((each) => each.told({ what: 'began', id: second })));
    for (const each of all) each.order({ do: 'end', id: second });
    await Promise.all(all.map((each) => each.told({ what: 'finished', id: second, state: 'succeeded' })));
    for (const each of all) expect(await each.heard(2)).toEqual([each.name, each.name]);
  }, 30_000);

  it('keep what they store apart, by name', async () => {
    await install('acme', undefined);
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    const names = [];
    for await (const name of broker.manager.streams.names()) names.push(name);
    await broker.close();
    const plain = names.filter((name) => !name.includes('acme'));
    expect(plain).toEqual(expect.arrayContaining(['JOBS_greetings', 'EVENTS', 'KV_registry']));
    const prefixed = plain.map((name) => name.replace(/^(KV_|OBJ_)?/, '$1acme_'));
    expect(names).toEqual(expect.arrayContaining(prefixed));
  }, 30_000);

  it('are not mixed up in one process', async () => {
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await expect(Broker.connect({ servers: nats().url, name: 'test', prefix: 'acme' })).rejects.toThrow(
      'prefix is "acme", but this process belongs to the installation without a prefix',
    );
    await broker.close();
  });
});
