import { afterEach, describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { z } from 'zod';
import { closeStages, Stage } from '../stage/stage.js';
import { handle } from '../worker/handler.js';

const nats = natsForTest();
afterEach(closeStages);

async function setup() {
  const stage = new Stage(nats().url);
  const chatty = stage.job('chat-much', { input: z.object({}) });
  await stage.begin({ buckets: true });
  const logged: string[] = [];
  const worker = await stage.worker([handle(chatty, (_, job) => job.log.info('I have something to say'))], {
    onLog: ({ message }, { type }) => logged.push(`${type}: ${message}`),
  });
  const types = () =>
    stage.broker.manager.streams.getMessage('KV_registry', { last_by_subj: `$KV.registry.${chatty.type}.v1` });
  while (!(await types())) await new Promise((resolve) => setTimeout(resolve, 10));
  const run = async () => {
    const { id } = await stage.client.enqueue(chatty, {});
    return stage.reached(id, 'succeeded');
  };
  return { stage, client: stage.client, worker, chatty, logged, run };
}

describe('a silenced job type', () => {
  it('runs and keeps its record, but is not logged until it is heard again', async () => {
    const { stage, client, worker, chatty, logged, run } = await setup();
    await client.silence(chatty, { reason: 'too chatty', by: 'ada' });
    expect(await run()).toMatchObject({ run: { logs: [{ message: 'I have something to say' }] } });
    expect(logged).toEqual([]);
    expect(worker.isSilenced(chatty.type)).toBe(true);
    const mine = async () => (await client.silenced()).filter(({ type }) => type.startsWith(`${stage.name}.`));
    expect(await mine()).toMatchObject([{ type: chatty.type, reason: 'too chatty', by: 'ada' }]);
    await client.unsilence(chatty);
    await run();
    expect(logged).toEqual([`${chatty.type}: I have something to say`]);
    expect(await mine()).toEqual([]);
  });

  it('must be known', async () => {
    const { stage, client } = await setup();
    await expect(client.silence(`${stage.name}.chat-mutch`)).rejects.toMatchObject({
      code: 'TARGET_UNKNOWN',
      message: expect.stringContaining('did you mean chat-much?'),
    });
    await expect(client.silence('chat-much')).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  });
});

describe('a watched tag', () => {
  it('is kept, everywhere or in a workload, until it is watched no more', async () => {
    const { stage, client } = await setup();
    await client.watchTag('customer:17', { reason: 'they called', by: 'ada' });
    await client.watchTag('customer:17', { workload: stage.name });
    expect(await client.watchedTags()).toMatchObject([
      { tag: 'customer:17', workload: undefined, reason: 'they called', by: 'ada' },
      { tag: 'customer:17', workload: stage.name },
    ]);
    await client.unwatchTag('customer:17');
    expect(await client.watchedTags()).toMatchObject([{ workload: stage.name }]);
    await client.unwatchTag('customer:17', { workload: stage.name });
    expect(await client.watchedTags()).toEqual([]);
    await expect(client.watchTag('')).rejects.toMatchObject({ code: 'MESSAGE_INVALID' });
  });
});
