import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Priority } from '@kickoff/contracts';
import type { ServiceName } from '@kickoff/embedded';
import { GENERATED_EVENING, RECORDED_EVENING, RECORDED_EVENING_PRESENT } from '../recordings-for-test.js';
import { expectedEvening } from '../replay/expected-evening.js';
import { complaints } from '../replay/oracle.js';
import { listedMatches } from '../replay/recording.js';
import { replay, type ReplaySession } from '../replay/replay.js';
import { heldJobs, seededNumbers, untilHeld } from './in-flight.js';

/** Moments of the kills follow from it; another one is another test. */
const SEED = 20_260_204;

interface Kill {
  /** The response that is being worked off, from 0. */
  step: number;
  service: ServiceName;
  queue: string;
  priority: Priority;
  /** Longest time between the first job that it holds and its end. */
  withinMs: number;
}

const KILLS: readonly Kill[] = [
  { step: 2, service: 'poller', queue: 'polling', priority: 'high', withinMs: 300 },
  { step: 4, service: 'processor', queue: 'processing', priority: 'critical', withinMs: 40 },
  { step: 6, service: 'gateway', queue: 'broadcasting', priority: 'critical', withinMs: 40 },
];
const NATS_KILL = { step: 8, withinMs: 200 };
/** Held while the poller is killed, so that it is in the middle of a poll. */
const SLOW_RESPONSE_MS = 500;

describe('a poller, a processor, a gateway and the nats-server, each killed in the middle', () => {
  it('change nothing of what a client receives and of the final rows', async () => {
    const data = RECORDED_EVENING_PRESENT ? RECORDED_EVENING : GENERATED_EVENING;
    const random = seededNumbers(SEED);
    const heldAfterKill: Partial<Record<ServiceName, number>> = {};
    let heldByNats = 0;

    const result = await replay({
      data,
      before: async (step, { simulator }) => {
        if (KILLS.some((kill) => kill.step === step && kill.service === 'poller'))
          await simulator.order({ misbehave: { kind: 'slow', delayMs: SLOW_RESPONSE_MS } });
      },
      disturb: async (step, session) => {
        const kill = KILLS.find((each) => each.step === step);
        if (kill) heldAfterKill[kill.service] = await killAndRestart(kill, session, random());
        if (step === NATS_KILL.step) heldByNats = await killNats(session, random());
      },
    });

    expect(complaints(expectedEvening(await listedMatches(data)), result)).toEqual([]);
    // Otherwise the kills hit nobody at work, and this proves nothing.
    expect(heldAfterKill).toEqual({
      poller: expect.any(Number),
      processor: expect.any(Number),
      gateway: expect.any(Number),
    });
    expect(Object.values(heldAfterKill).every((held) => held > 0)).toBe(true);
    expect(heldByNats).toBeGreaterThan(0);
  }, 600_000);
});

/** Gives back how many jobs the service took with it. */
async function killAndRestart(
  { service, queue, priority, withinMs }: Kill,
  { platform, broker }: ReplaySession,
  moment: number,
): Promise<number> {
  await untilHeld(broker, queue, priority);
  await sleep(moment * withinMs);
  // A quick worker may have finished in that time; it is killed with the next job that it takes.
  await untilHeld(broker, queue, priority);
  await platform.service(service).kill();
  const held = await heldJobs(broker, queue, priority);
  await platform.service(service).start();
  return held;
}

/** Gives back how many jobs were unfinished. */
async function killNats({ platform, broker }: ReplaySession, moment: number): Promise<number> {
  await untilHeld(broker, 'processing', 'critical');
  await sleep(moment * NATS_KILL.withinMs);
  const { state } = await broker.manager.streams.info('JOBS_live-scores');
  await platform.nats?.kill();
  await platform.nats?.start();
  return state.messages;
}
