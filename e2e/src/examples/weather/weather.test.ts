import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, JobClient, Limiter } from '@kickoff/jobs';
import { SERVICE_SETTINGS, startService } from '@kickoff/nest';
import { reportWeather, workload } from './contracts.js';
import manifest from './worker.js';

describe('the example of a workload', () => {
  const nats = natsForTest();

  it('is run by the service that its queue names, and broadcasts', async () => {
    const api = createServer((request, response) => response.end(JSON.stringify({ celsius: 21, path: request.url })));
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [workload]);
    const limiter = new Limiter({ broker });
    limiter.start();
    const poller = await startService(
      { name: 'poller', settings: SERVICE_SETTINGS.poller },
      {
        environment: {
          KICKOFF_NATS_URL: nats().url,
          KICKOFF_DATABASE_URL: 'postgres://not/used',
          KICKOFF_WORKLOADS: '@example/weather',
          KICKOFF_LOG_LEVEL: 'silent',
          HEALTH_PORT: '0',
          WEATHER_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
        },
        importEntry: (entry) =>
          Promise.resolve(entry === '@example/weather/worker' ? { default: manifest } : { workload }),
      },
    );
    try {
      const broadcasts = broker.connection.subscribe('broadcast.weather.lisbon', { max: 1 });
      const jobs = new JobClient(broker);
      const first = await jobs.enqueue(reportWeather, { city: 'lisbon' });
      expect(first.duplicate).toBe(false);
      for await (const message of broadcasts) {
        expect(message.json()).toMatchObject({
          type: 'temperature',
          data: { celsius: 21 },
          document: { city: 'lisbon', celsius: 21 },
        });
      }
    } finally {
      await poller.stop();
      await limiter.stop();
      await broker.close();
      api.close();
    }
  });

  it('declares a schedule', () => {
    expect(manifest.schedules?.({ WEATHER_URL: 'http://weather' })).toEqual([
      expect.objectContaining({ id: 'weather.lisbon', everyMs: 600_000 }),
    ]);
  });
});
