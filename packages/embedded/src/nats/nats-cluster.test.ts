import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { newTestFolder } from '../testing/test-directory.js';
import { NatsCluster } from './nats-cluster.js';

let folder: string;
beforeEach(async () => {
  folder = await newTestFolder('cluster');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('NatsCluster', () => {
  it('goes on without the leader of a stream, and is whole when that is back', async () => {
    const cluster = await NatsCluster.start({ directory: folder });
    const connection = await connect({ servers: cluster.urls, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
    try {
      const manager = await jetstreamManager(connection, { timeout: 20_000 });
      await manager.streams.add({ name: 'letters', subjects: ['letters'], num_replicas: 3 });
      const leader = await cluster.leader('letters');
      await leader.kill();
      const next = await cluster.leader('letters');
      expect(next).not.toBe(leader);
      const { cluster: group } = await manager.streams.info('letters');
      expect(group?.leader).toBe(next.name);
      await leader.start();
      await cluster.current();
      const { cluster: whole } = await manager.streams.info('letters');
      expect(whole?.replicas?.map(({ current }) => current)).toEqual([true, true]);
      expect(cluster.servers).toContain(await cluster.leader());
    } finally {
      await connection.close();
      await cluster.stop();
    }
  }, 60_000);
});
