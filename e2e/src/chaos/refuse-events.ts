import type { Broker } from '@kickoff/jobs';
import { setTimeout as sleep } from 'node:timers/promises';

/** As a full store does, but for events alone. Resolves when the broker refuses; call the result to end it. */
export async function refuseEvents({ manager }: Broker): Promise<() => Promise<void>> {
  const { config, state } = await manager.streams.info('EVENTS');
  await manager.streams.update('EVENTS', { max_msgs: state.messages + 1, discard: 'new' });
  return async () => {
    const { max_msgs, discard } = config;
    while (!(await manager.streams.update('EVENTS', { max_msgs, discard }).catch(() => undefined))) await sleep(250);
  };
}
