import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { readDeadLetter } from '@kickoff/jobs';
import { BULK_ACTIONS } from '../operations/bulk-actions.js';
import { deleteJob } from '../operations/delete-job.js';
import { Recorder } from '../recorder/recorder.js';
import { JobSearch } from '../search/job-search.js';
import { closeFlowStages, FlowStage } from '../testing/flow-stage.js';
import { platformDatabase } from '../testing/platform-database.js';
import { deadLetterStore } from './dead-letter-store.js';

const nats = natsForTest();
const database = platformDatabase();
afterEach(closeFlowStages);

async function setup() {
  const on = new FlowStage(nats().url, database);
  const ill = new Set<number>();
  const step = on.job('step', ({ n }) => {
    if (ill.has(n)) throw new Error(`step ${n} is broken`);
    return { n };
  });
  await on.begin();
  const recorder = new Recorder({ dataSource: database.dataSource, connection: on.broker.connection });
  recorder.start();
  on.onClose(() => recorder.stop());
  const letters = deadLetterStore(database.dataSource, on.broker);
  const idOf = async (flow: string, name: string) =>
    (
      await on.query<{ id: string }>('SELECT id FROM kickoff.flow_nodes WHERE flow_id = $1 AND name = $2', [flow, name])
    )[0]!.id;
  /** A chain whose second step has died, as the flow and the record know. */
  const deadChain = async () => {
    ill.add(2);
    const { id } = await on.jobs.chain(step.with({ n: 1 }), step.with({ n: 2 }), step.with({ n: 3 })).start();
    expect(await on.ended(id)).toMatchObject({ state: 'failed' });
    const job = await idOf(id, 'step-2');
    await on.until(async () => (await letters.find({ workloads: [on.name], states: ['open'] })).length === 1);
    return { id, job };
  };
  return { on, ill, step, letters, deadChain };
}

const stepsOf = ({ runs }: FlowStage) => runs.map(({ input }) => (input as { n: number }).n);

describe('the dead letter of a job of a flow', () => {
  it('is retried by its flow, which goes on, and once', async () => {
    const { on, ill, letters, deadChain } = await setup();
    const { id, job } = await deadChain();
    ill.clear();
    await letters.retry(job, 'it is back');
    await expect(letters.retry(job)).rejects.toMatchObject({ code: 'DEAD_LETTER_RETRIED' });
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded', done: 3, failed: 0 });
    expect(stepsOf(on)).toEqual([1, 2, 2, 3]);
    expect(await readDeadLetter(on.broker.connection, { id: job })).toBeUndefined();
    await on.until(async () => (await letters.get(job)).state === 'retried');
    await expect(letters.retry(job)).rejects.toMatchObject({ code: 'DEAD_LETTER_RETRIED' });
    expect(stepsOf(on)).toEqual([1, 2, 2, 3]);
  });

  it('is retried so by a bulk action, too', async () => {
    const { on, ill, deadChain } = await setup();
    const { id } = await deadChain();
    ill.clear();
    const { dataSource } = database;
    const found = await new JobSearch(dataSource).find({ workloads: [on.name], states: ['dead'] });
    const tools = { client: on.jobs, dataSource };
    await BULK_ACTIONS.retry.apply(found.jobs[0]!, { name: 'retry', reason: 'in bulk' }, tools);
    expect(await on.ended(id)).toMatchObject({ state: 'succeeded' });
  });
});

describe('the dead letter of a job that is deleted', () => {
  it('goes with it', async () => {
    const { on, ill, step, letters } = await setup();
    ill.add(7);
    const { id } = await on.jobs.enqueue(step, { n: 7 });
    await on.until(async () => (await letters.find({ workloads: [on.name] })).length === 1);
    const { dataSource } = database;
    await deleteJob({ dataSource, broker: on.broker }, { id, type: step.type, queue: step.queue });
    await expect(letters.get(id)).rejects.toMatchObject({ code: 'DEAD_LETTER_NOT_FOUND' });
    expect(await readDeadLetter(on.broker.connection, { id })).toBeUndefined();
  });
});
