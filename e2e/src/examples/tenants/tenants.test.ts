import { afterEach, describe, expect, it } from '@jest/globals';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { defineJob, defineWorkload } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, handle, JobClient, Worker } from '@kickoff/jobs';
import { defineManifest, Handles, SERVICE_SETTINGS, startService } from '@kickoff/nest';
import { z } from 'zod';
import { TenancyInterceptor } from './tenancy-interceptor.js';
import { currentTenant, inTenant, tenancy } from './tenancy.js';

const sendInvoice = defineJob({ type: 'billing.send-invoice', summary: 'Sends.', queue: 'out', input: z.object({}) });
const billing = defineWorkload({
  name: 'billing',
  summary: 'An example of tenants.',
  contracts: [sendInvoice],
  queues: { out: { service: 'processor' } },
});

describe('the example of tenants', () => {
  const nats = natsForTest();
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  async function setup() {
    const connection = { servers: nats().url, name: 'test' };
    const broker = await Broker.connect(connection);
    cleanUps.push(() => broker.close());
    await applyTopology(broker, [billing]);
    let report: (tenant: string | undefined) => void = () => {};
    const ran = new Promise<string | undefined>((resolve) => (report = resolve));
    return {
      broker,
      connection,
      ran,
      run: () => report(currentTenant()),
      jobs: new JobClient(broker, { middleware: [tenancy] }),
    };
  }

  it('runs a job in the name of the tenant that enqueued it', async () => {
    const { connection, ran, run, jobs } = await setup();
    const worker = new Worker({
      connection,
      workload: billing,
      queues: [{ name: 'out' }],
      handlers: [handle(sendInvoice, run)],
      middleware: [tenancy],
    });
    await worker.start();
    cleanUps.push(() => worker.stop({ graceMs: 0 }));
    await expect(jobs.enqueue(sendInvoice, {})).rejects.toThrow("in no tenant's name");
    await inTenant('acme', () => jobs.enqueue(sendInvoice, {}));
    expect(await ran).toBe('acme');
  });

  it('does so in a service by an interceptor', async () => {
    const { ran, run, jobs } = await setup();

    @Handles(sendInvoice)
    class SendInvoice {
      run(): void {
        run();
      }
    }
    const manifest = defineManifest({
      workload: billing,
      settings: z.object({}),
      handlers: [SendInvoice],
      providers: [{ provide: APP_INTERCEPTOR, useClass: TenancyInterceptor }],
    });
    const service = await startService(
      { name: 'processor', settings: SERVICE_SETTINGS.processor },
      {
        environment: {
          KICKOFF_NATS_URL: nats().url,
          KICKOFF_DATABASE_URL: 'postgres://not/used',
          KICKOFF_WORKLOADS: '@example/billing',
          KICKOFF_LOG_LEVEL: 'silent',
          HEALTH_PORT: '0',
        },
        importEntry: (entry) =>
          Promise.resolve(entry.endsWith('/worker') ? { default: manifest } : { workload: billing }),
      },
    );
    cleanUps.push(() => service.stop());
    await inTenant('acme', () => jobs.enqueue(sendInvoice, {}));
    expect(await ran).toBe('acme');
  });
});
