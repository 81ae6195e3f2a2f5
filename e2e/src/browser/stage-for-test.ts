import { afterAll, beforeAll } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { LiveStage } from './live-stage.js';

/** A stage of its own for this `describe` block. */
export function stageForTest(): () => LiveStage {
  let stage: LiveStage | undefined;
  // Hooks of a kind run in the order in which they are written: the stage leaves before its nats-server does.
  afterAll(async () => {
    await stage?.stop();
  });
  const nats = natsForTest();
  beforeAll(async () => {
    stage = await LiveStage.start(nats().url, nats().directory);
  });
  return () => {
    if (!stage) throw new Error('the stage is set before the first test; use it inside tests and hooks only');
    return stage;
  };
}
