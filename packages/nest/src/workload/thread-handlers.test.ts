import { describe, expect, it } from '@jest/globals';
import { threadId } from 'node:worker_threads';
import { natsForTest } from '@kickoff/embedded/testing';
import { defineJob, defineWorkload } from '@kickoff/contracts';
import { applyTopology, Broker, handleInThread, JobClient } from '@kickoff/jobs';
import { z } from 'zod';
import { Handles } from '../handler/handles.js';
import { createLog } from '../logging/service-log.js';
import { startService } from '../service/start-service.js';
import { SERVICE_SETTINGS } from '../settings/service-settings.js';
import { servedBy } from './served-queues.js';
import { defineManifest, type WorkloadManifest } from './workload-manifest.js';

const countDrops = defineJob({
  type: 'rain.count-drops',
  summary: 'Counts.',
  queue: 'counting',
  input: z.object({ drops: z.int() }),
  isolation: 'thread',
});
const rain = defineWorkload({
  name: 'rain',
  summary: 'Falls.',
  contracts: [countDrops],
  queues: { counting: { service: 'processor' } },
});
const handled = handleInThread(countDrops, new URL('../testing/count-drops.thread.js', import.meta.url));
const manifestWith = (threadHandlers: WorkloadManifest['threadHandlers']) =>
  defineManifest({ workload: rain, settings: z.object({}), handlers: [], threadHandlers }) as WorkloadManifest;

describe('thread handlers of a manifest', () => {
  const nats = natsForTest();

  it('are run by the service that their queue names', async () => {
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [rain]);
    const outputs = broker.connection.subscribe('events.rain.>', { max: 1 });
    const manifest = manifestWith([handled]);
    const service = await startService(
      { name: 'processor', settings: SERVICE_SETTINGS.processor },
      {
        environment: {
          KICKOFF_NATS_URL: nats().url,
          KICKOFF_DATABASE_URL: 'postgres://unused',
          KICKOFF_WORKLOADS: '@example/rain',
          HEALTH_PORT: '0',
        },
        importEntry: async (entry) => (entry.endsWith('/contracts') ? { workload: rain } : { default: manifest }),
        log: createLog('processor', 'silent'),
      },
    );
    await new JobClient(broker).enqueue(countDrops, { drops: 3 });
    for await (const message of outputs) {
      const [{ output }] = message.json<[{ output: { drops: number; threadId: number } }]>();
      expect(output.drops).toBe(3);
      expect(output.threadId).not.toBe(threadId);
    }
    await service.stop();
    await broker.close();
  });

  it('are asked for where one is missing, and cannot be classes', () => {
    const where = { packageName: '@example/rain', workload: rain };
    expect(() => servedBy('processor', { ...where, manifest: manifestWith(undefined) })).toThrow(
      'rain.count-drops has no handler; write a module for it and add handleInThread(contract, module) to "threadHandlers"',
    );
    expect(() => servedBy('processor', { ...where, manifest: manifestWith([handled, handled]) })).toThrow(
      /^rain.count-drops has two handlers, file:.*count-drops.thread.js and/,
    );
    class CountDrops {
      run() {}
    }
    expect(() => Handles(countDrops)(CountDrops)).toThrow('so CountDrops cannot run it');
  });
});
