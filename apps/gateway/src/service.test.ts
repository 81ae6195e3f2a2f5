import { afterEach, describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker } from '@kickoff/jobs';
import { defineWorkload, keySubject, workloadKey } from '@kickoff/contracts';
import { defineManifest, SERVICE_SETTINGS, startService, type RunningService } from '@kickoff/nest';
import { z } from 'zod';
import { LiveModule } from './live.module.js';
import { broadcast, eventually } from './live/testing/replica.js';

const workload = defineWorkload({
  name: 'weather',
  summary: 'For this test.',
  contracts: [],
  queues: {},
  channels: [{ pattern: ':town', visibility: 'public' }],
});

describe('the gateway service', () => {
  const nats = natsForTest();
  const running: RunningService[] = [];

  async function setup(environment: Record<string, string> = {}): Promise<RunningService> {
    const service = await startService(
      { name: 'gateway', settings: SERVICE_SETTINGS.gateway, module: () => LiveModule },
      {
        environment: {
          KICKOFF_NATS_URL: nats().url,
          KICKOFF_WORKLOADS: 'weather',
          KICKOFF_LOG_LEVEL: 'silent',
          PORT: '0',
          HEALTH_PORT: '0',
          ...environment,
        },
        importEntry: (entry) =>
          Promise.resolve(
            entry.endsWith('/worker')
              ? { default: defineManifest({ workload, settings: z.object({}), handlers: [] }) }
              : { workload },
          ),
      },
    );
    running.push(service);
    return service;
  }

  afterEach(async () => {
    await Promise.all(running.splice(0).map((service) => service.stop()));
  });

  it('serves sockets on its port, is ready with its ring filled, and counts', async () => {
    const publisher = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(publisher, []);
    const service = await setup();
    await eventually(() => service.readiness.report().ready);
    const socket = io(`http://127.0.0.1:${service.port}/live`, { transports: ['websocket'], reconnection: false });
    expect(await socket.emitWithAck('subscribe', { channel: 'weather/berlin' })).toMatchObject({ ok: true });
    const message = new Promise((resolve) => socket.once('message', resolve));
    await broadcast(publisher, 'weather/berlin', 'rain');
    expect(await message).toMatchObject({ channel: 'weather/berlin', data: 'rain' });
    const metrics = await (await fetch(`http://127.0.0.1:${service.healthPort}/metrics`)).text();
    expect(metrics).toMatch(/^kickoff_live_sockets 1$/m);
    expect(metrics).toMatch(/^kickoff_live_messages_total 1$/m);
    const left = new Promise((resolve) => socket.once('disconnect', resolve));
    await service.stop();
    await left;
    socket.disconnect();
    await publisher.close();
  });

  it('serves channels of a workload that it has not loaded, as its workers announce them', async () => {
    const publisher = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(publisher, []);
    const service = await setup();
    await eventually(() => service.readiness.report().ready);
    const socket = io(`http://127.0.0.1:${service.port}/live`, { transports: ['websocket'], reconnection: false });
    const subscribe = (channel: string): Promise<{ code?: string }> => socket.emitWithAck('subscribe', { channel });
    expect(await subscribe('kitchen/oven')).toMatchObject({ code: 'CHANNEL_UNKNOWN' });
    const announce = (visibility: 'public' | 'private') =>
      publisher.jetstream.publish(
        keySubject('registry', workloadKey('kitchen')),
        JSON.stringify({
          name: 'kitchen',
          summary: 'Cooks.',
          startedAt: 1,
          channels: [
            { pattern: 'oven', visibility },
            { pattern: 'safe', visibility: 'private' },
          ],
        }),
      );
    await announce('public');
    await eventually(async () => (await subscribe('kitchen/oven')).code === undefined);
    expect(await subscribe('kitchen/safe')).toMatchObject({ code: 'UNAUTHORIZED' });
    const left = new Promise((resolve) => socket.once('disconnect', resolve));
    await announce('private');
    expect(await left).toBe('io server disconnect');
    await publisher.close();
  });

  it('stops when the streams never came', async () => {
    const publisher = await Broker.connect({ servers: nats().url, name: 'test' });
    for (const stream of ['BROADCAST', 'KV_live'])
      await publisher.manager.streams.delete(stream).catch(() => undefined);
    const service = await setup();
    await service.stop();
    expect(service.readiness.report()).toMatchObject({ dependencies: { gateway: { up: false } } });
    await publisher.close();
  });

  it('boots before the streams exist and becomes ready when they do', async () => {
    const publisher = await Broker.connect({ servers: nats().url, name: 'test' });
    await publisher.manager.streams.delete('BROADCAST').catch(() => undefined);
    const service = await setup();
    expect(service.readiness.report()).toMatchObject({ ready: false, dependencies: { broadcasts: { up: false } } });
    await applyTopology(publisher, []);
    await eventually(() => service.readiness.report().ready);
    await publisher.close();
  });

  it('does not start with a key set that is none', async () => {
    await expect(setup({ KICKOFF_LIVE_TOKEN_JWKS: '{}' })).rejects.toThrow(
      'KICKOFF_LIVE_TOKEN_JWKS must be a JSON Web Key Set',
    );
    await expect(setup({ KICKOFF_LIVE_TOKEN_SECRET: 'short' })).rejects.toThrow(
      'KICKOFF_LIVE_TOKEN_SECRET must have at least 32 characters',
    );
  });
});
