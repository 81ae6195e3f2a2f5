import { afterEach, describe, expect, it } from '@jest/globals';
import { Unrecoverable } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { ControlWatch } from '../client/control-watch.js';
import { JobClient } from '../client/job-client.js';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';
import type { JobContext } from '../worker/job-context.js';

const nats = natsForTest();
afterEach(closeStages);

const Input = z.object({ n: z.int() });
const terms = { reason: 'moving house', by: 'ada' };

async function setup() {
  const stage = new Stage(nats().url);
  const parent = stage.job('be-parent', { input: Input });
  const child = stage.job('be-child', { input: Input, attempts: 2, backoff: () => 50 });
  const elsewhere = stage.job('be-elsewhere', { input: Input, queue: 'second' });
  await stage.begin({ buckets: true });
  const control = new ControlWatch(stage.broker);
  await control.start();
  stage.onClose(() => control.stop());
  const client = new JobClient(stage.broker, { control });
  const work = `${stage.name}/work`;
  const isDrained = () => control.drains.ofQueue(stage.name, 'work') !== undefined;
  const learned = async (drained: boolean) => {
    while (isDrained() !== drained) await new Promise((resolve) => setImmediate(resolve));
  };
  const drain = async () => {
    await client.drain(work, terms);
    await learned(true);
  };
  const undrain = async () => {
    await client.undrain(work);
    await learned(false);
  };
  return { stage, parent, child, elsewhere, client, work, drain, undrain };
}

describe('a drained queue', () => {
  it('refuses whatever would put a new job into it, until it is opened again', async () => {
    const { stage, child, elsewhere, client, work, drain, undrain } = await setup();
    const worker = await stage.worker(
      [child, elsewhere].map((contract) =>
        handle(contract, async () => {
          throw new Unrecoverable('no use');
        }),
      ),
      // Their own queue has no handlers of the other types.
      { workload: { ...stage.workload, contracts: [child, elsewhere] } },
    );
    const dead = await client.enqueue(child, { n: 1 });
    await stage.reached(dead.id, 'dead');
    await worker.stop();
    const waiting = await client.enqueue(elsewhere, { n: 2 }, { delay: '1h' });

    await drain();
    const refused = { code: 'QUEUE_DRAINING', message: expect.stringContaining(`${work} takes no new jobs`) };
    await expect(client.enqueue(child, { n: 3 })).rejects.toMatchObject(refused);
    await expect(client.enqueueMany(child, [{ n: 3 }])).rejects.toMatchObject(refused);
    await expect(client.chain(elsewhere.with({ n: 3 }), child.with({ n: 3 })).start()).rejects.toMatchObject(refused);
    await expect(client.move(waiting, { queue: 'work' })).rejects.toMatchObject(refused);
    await expect(client.retry(dead)).rejects.toMatchObject(refused);
    await client.enqueue(elsewhere, { n: 4 });
    expect(await client.drains()).toMatchObject([{ workload: stage.name, queue: 'work', ...terms }]);

    await undrain();
    expect(await client.drains()).toEqual([]);
    await client.enqueue(child, { n: 5 });
    await client.move(waiting, { queue: 'work' });
    await client.retry(dead);
  });

  it('runs to their ends the jobs that are in it, with their attempts and children', async () => {
    const { stage, parent, child, elsewhere, client, drain } = await setup();
    let begin!: () => void;
    const drained = new Promise<void>((resolve) => (begin = resolve));
    const ran: string[] = [];
    await stage.worker([
      handle(parent, async (_, job: JobContext) => {
        stage.look();
        await drained;
        await job.enqueue(child, { n: 1 });
      }),
      handle(child, ({ n }, { attempt }) => {
        ran.push(`${n} ${attempt}`);
        if (n === 1 && attempt === 1) throw new Error('again');
      }),
      handle(elsewhere, () => {}),
    ]);
    const delayed = await client.enqueue(child, { n: 2 }, { delay: '1s' });
    const running = await client.enqueue(parent, { n: 0 });
    await stage.reached(running.id, 'running');
    await drain();
    begin();
    await stage.reached(delayed.id, 'succeeded');
    await stage.empty();
    expect(ran.toSorted()).toEqual(['1 1', '1 2', '2 1']);
  });

  it('is one that there is', async () => {
    const { client, work } = await setup();
    const wrong = client.drain(work.replace('work', 'wrk'), terms);
    await expect(wrong).rejects.toMatchObject({ code: 'TARGET_UNKNOWN', message: expect.stringContaining('work?') });
    await expect(client.drain('work', terms)).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  });
});
