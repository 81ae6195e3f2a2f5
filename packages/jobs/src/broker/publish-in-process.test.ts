import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NatsCluster } from '@kickoff/embedded';
import { publishBatch } from '../client/atomic-batch.js';
import { Broker } from './broker.js';
import { publish, type Publish } from './publish.js';

const ROUNDS = 300;

describe('the same message from two senders at once, on a cluster', () => {
  let directory: string;
  let cluster: NatsCluster;
  let senders: Broker[];
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kickoff-in-process-'));
    cluster = await NatsCluster.start({ directory });
    senders = await Promise.all(cluster.urls.map((servers) => Broker.connect({ servers, name: 'test' })));
    const stream = { name: 'DEMO', subjects: ['demo.>'], num_replicas: 3, allow_atomic: true };
    await senders[0]!.manager.streams.add(stream);
  });
  afterAll(async () => {
    await Promise.all(senders.map((sender) => sender.close()));
    await cluster.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const message = (id: string): Publish => ({ subject: 'demo.one', headers: { 'Nats-Msg-Id': id }, body: '{}' });

  it('is stored once, and told to the others as stored before', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const results = await Promise.all(
        senders.map(({ connection }) => publish(connection, message(`${round}`), { tries: 1 })),
      );
      expect(results.map(({ outcome }) => outcome).sort()).toEqual(['repeated', 'repeated', 'stored']);
    }
  });

  it('is stored once in batches, and told to the others as refused', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const batch = [message(`first ${round}`), message(`second ${round}`)];
      const results = await Promise.all(senders.map(({ connection }) => publishBatch(connection, batch)));
      expect(results.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'refused', 'stored']);
    }
  });
});
