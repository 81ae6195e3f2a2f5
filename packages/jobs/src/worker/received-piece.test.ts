import { afterEach, expect, it } from '@jest/globals';
import { z } from 'zod';
import { natsForTest } from '@kickoff/embedded/testing';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from './handler.js';

const nats = natsForTest();
afterEach(closeStages);

it('reads each job as it was written, whatever its neighbours in the same piece are written in', async () => {
  const stage = new Stage(nats().url);
  const job = stage.job('read', { input: z.object({ n: z.number(), text: z.string() }), output: z.string() });
  await stage.begin();
  const texts = ['plain', 'Straße', '得点', 'gol ⚽', '', 'x'.repeat(70_000), 'é'.repeat(70_000)];
  const inputs = Array.from({ length: 300 }, (_, n) => ({ n, text: texts[n % texts.length]! }));
  await stage.client.enqueueMany(job, inputs);
  const read = new Map<number, string>();
  await stage.worker([
    handle(job, ({ n, text }) => {
      read.set(n, text);
      stage.look();
      return text.slice(0, 10);
    }),
  ]);
  await stage.until(() => read.size === inputs.length);
  await stage.empty();
  expect([...read].sort(([a], [b]) => a - b)).toEqual(inputs.map(({ n, text }) => [n, text]));
  const outputs = stage.events.flatMap(({ state, output }) => (state === 'succeeded' ? [String(output)] : []));
  expect(outputs.sort()).toEqual(inputs.map(({ text }) => text.slice(0, 10)).sort());
});
