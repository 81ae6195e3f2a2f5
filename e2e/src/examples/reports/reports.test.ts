import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, JobClient, Worker } from '@kickoff/jobs';
import { buildReport, reportHandlers, reports } from './build-report.js';
import { follow, pagesOf } from './wait-for-report.js';

describe('the example of results', () => {
  // Before the server's own hook: a connection cannot be drained once its server is gone.
  afterAll(async () => {
    await worker.stop();
    await jobs.close();
  });
  const nats = natsForTest();
  let jobs: JobClient;
  let worker: Worker;

  beforeAll(async () => {
    const connection = { servers: nats().url, name: 'reports' };
    const broker = await Broker.connect(connection);
    await applyTopology(broker, [reports]);
    await broker.close();
    jobs = await JobClient.connect(connection);
    worker = new Worker({ connection, workload: reports, queues: [{ name: 'building' }], handlers: reportHandlers });
    await worker.start();
  });

  it('waits for the output, or says what became of the job', async () => {
    expect(await pagesOf(jobs, '2030-06')).toBe(12);
    expect(await pagesOf(jobs, 'never')).toBe('failed: there is no such month');
  });

  it('shows what happens on the way', async () => {
    const lines: string[] = [];
    expect(await follow(jobs, '2030-06', (line) => lines.push(line))).toBe(12);
    expect(lines).toEqual(['running', 'reading orders', '50 % orders read', 'succeeded']);
  });

  it('knows the type of the output', async () => {
    const job = await jobs.enqueue(buildReport, { month: '2030-06' }, { watch: true });
    const { pages }: { pages: number } = await jobs.result(job);
    expect(pages).toBe(12);
  });
});
