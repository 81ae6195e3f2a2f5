import { afterEach, describe, expect, it } from '@jest/globals';
import { defineJob } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';

const nats = natsForTest();
afterEach(closeStages);

/** Workers serve version 3; jobs come from producers of any version. */
async function setup() {
  const stage = new Stage(nats().url);
  const input = z.object({ names: z.array(z.string()), loud: z.boolean().default(false) });
  const current = stage.job('greet-them', {
    input,
    version: 3,
    // From 2 to 3 `loud` was added, which has a default.
    upgrade: { 1: (old) => ({ names: [z.object({ name: z.string() }).parse(old).name] }) },
  });
  const terms = { type: current.type, summary: 'of another time', queue: current.queue };
  const first = defineJob({ ...terms, input: z.object({ name: z.string() }) });
  const second = defineJob({ ...terms, version: 2, input: z.object({ names: z.array(z.string()) }) });
  const next = defineJob({ ...terms, version: 4, input: z.object({ people: z.array(z.string()) }) });
  await stage.begin();
  const ran: unknown[] = [];
  await stage.worker([handle(current, (greeted) => void ran.push(greeted))]);
  return { stage, current, first, second, next, ran, client: stage.client };
}

describe('a job of an older version', () => {
  it('is upgraded step by step, and keeps in the record what its producer gave', async () => {
    const { stage, current, first, second, ran, client } = await setup();
    const old = await client.enqueue(first, { name: 'Ada' });
    expect(await stage.reached(old.id, 'succeeded')).toMatchObject({ envelope: { input: { name: 'Ada' } } });
    await stage.reached((await client.enqueue(second, { names: ['Grace'] })).id, 'succeeded');
    await stage.reached((await client.enqueue(current, { names: ['Edsger'], loud: true })).id, 'succeeded');
    expect(ran).toEqual([
      { names: ['Ada'], loud: false },
      { names: ['Grace'], loud: false },
      { names: ['Edsger'], loud: true },
    ]);
  });
});

describe('a job of a newer version', () => {
  it('goes back for a worker that knows it, without spending an attempt', async () => {
    const { stage, next, ran, client } = await setup();
    const { id } = await client.enqueue(next, { people: ['Barbara'] });
    expect(await stage.reached(id, 'scheduled')).toMatchObject({
      attempt: 1,
      reason: expect.stringContaining('greet-them of version 4'),
    });
    expect(ran).toEqual([]);
  });
});
