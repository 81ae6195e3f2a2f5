import { describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { defineJob } from '@kickoff/contracts';
import { z } from 'zod';
import { Handles } from '../handler/handles.js';
import { lookAtSky, sumUpDay, weather, weatherManifest } from '../testing/weather.js';
import { servedBy } from './served-queues.js';

@Handles(lookAtSky)
class LookAtSky {
  run() {}
}

@Handles(lookAtSky)
class LookTwice {
  run() {}
}

@Handles(sumUpDay)
class SumUpDay {
  run() {}
}

class Idle {
  run() {}
}

const stray = defineJob({ type: 'weather.stray', summary: 'x', queue: 'looking', input: z.object({}) });

@Handles(stray)
class Stray {
  run() {}
}

const serve = (service: string, handlers: Type<unknown>[]) =>
  servedBy(service, { packageName: '@example/weather', workload: weather, manifest: weatherManifest(handlers) });

describe('what a service runs', () => {
  it('is the queues that name it, with the handler of each contract', () => {
    const { queues, handlers } = serve('processor', [LookAtSky, SumUpDay]);
    expect(queues.map(({ name }) => name)).toEqual(['looking']);
    expect([...handlers]).toEqual([[lookAtSky, LookAtSky]]);
    expect(serve('api', [LookAtSky, SumUpDay]).queues).toEqual([]);
  });

  it.each([
    [
      'a contract without handler',
      [LookAtSky],
      'weather.sum-up-day has no handler; write a class with @Handles for it and add the class to "handlers" in the worker entry of @example/weather',
    ],
    [
      'a contract with two handlers',
      [LookAtSky, LookTwice, SumUpDay],
      'weather.look-at-sky has two handlers, LookAtSky and LookTwice; remove one from "handlers" in the worker entry of @example/weather',
    ],
    [
      'a class without contract',
      [LookAtSky, SumUpDay, Idle],
      'weather.handlers holds Idle, which handles nothing; add @Handles(contract) to the class',
    ],
    [
      'a handler of a contract that is not listed',
      [LookAtSky, SumUpDay, Stray],
      'weather.handlers holds Stray for weather.stray, which is no contract of the workload; add it to "contracts" in @example/weather/contracts',
    ],
  ])('is refused for %s, saying what to do where', (_, handlers, message) => {
    expect(() => serve('processor', handlers)).toThrow(message);
  });
});
