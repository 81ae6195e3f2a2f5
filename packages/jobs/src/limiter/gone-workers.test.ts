import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { LIMIT_SHARDS, type LimitDefinition } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { Broker } from '../broker/broker.js';
import { applyTopology } from '../broker/topology.js';
import { limitShard } from './limit-key.js';
import { LimitClient } from './limit-client.js';
import { Limiter } from './limiter.js';
import { ShardUsers } from './shard-users.js';

const nats = natsForTest();
const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const WORKLOAD = 'demo';
const onePerKey: LimitDefinition = { name: 'one-per-key', windows: [], atOnce: 1 };

/** One key in each shard. */
function keyOfEachShard(): string[] {
  const keys: string[] = [];
  for (let n = 0; keys.filter(Boolean).length < LIMIT_SHARDS; n += 1)
    keys[limitShard(WORKLOAD, onePerKey.name, `key-${n}`)] ??= `key-${n}`;
  return keys;
}

async function setup() {
  const broker = await Broker.connect({ servers: nats().url, name: 'test' });
  cleanUps.push(() => broker.close());
  await applyTopology(broker, []);
  const limiter = new Limiter({ broker });
  limiter.start();
  cleanUps.push(() => limiter.stop());
  const client = () => {
    const made = new LimitClient({ connection: broker.connection, workload: WORKLOAD, clock: broker.clock });
    cleanUps.push(() => made.close());
    return made;
  };
  return { broker, client };
}

describe('a worker that is gone while what it used cannot be written down', () => {
  it('keeps nothing, in no shard', async () => {
    const { broker, client } = await setup();
    const worker = client();
    const keys = keyOfEachShard();
    await Promise.all(
      keys.map(
        (key) =>
          new Promise<void>((granted) => {
            worker.ask(
              { definition: onePerKey, key, id: key, cost: 1, reserve: 0 },
              { onVerdict: ({ state }) => state === 'granted' && granted(), onSilence: () => undefined },
            );
          }),
      ),
    );
    const [last, ...others] = keys.map((_, shard) => shard).reverse();
    // Somebody else wrote: the limiter's next write is refused.
    for (const shard of others) {
      const users = new ShardUsers(broker, shard);
      await users.load();
      await users.add('another');
    }
    worker.close();
    const observer = client();
    const held = async () => {
      const all = await Promise.all(keys.map((key) => observer.status(onePerKey, key)));
      return all.filter((status) => status.held === 1).length;
    };
    expect(await held()).toBe(LIMIT_SHARDS);
    expect((await observer.status(onePerKey, keys[last!])).held).toBe(1);
    const deadline = Date.now() + 30_000;
    while ((await held()) > 0 && Date.now() < deadline) await sleep(100);
    expect(await held()).toBe(0);
  });
});
