import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Catch,
  Inject,
  Injectable,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
  type PipeTransform,
} from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { of, tap, throwError } from 'rxjs';
import { Unrecoverable } from '@kickoff/contracts';
import { applyTopology, Broker, JobClient, type FailedJob, type JobContext } from '@kickoff/jobs';
import { natsForTest } from '@kickoff/embedded/testing';
import { Handles } from '../handler/handles.js';
import { createLog } from '../logging/service-log.js';
import { startService, type RunningService } from '../service/start-service.js';
import { WORKLOAD_SETTINGS } from '../service/tokens.js';
import { SERVICE_SETTINGS } from '../settings/service-settings.js';
import { lookAtSky, sumUpDay, weather, weatherManifest, weatherPackage } from '../testing/weather.js';
import { JetStreamStrategy } from './jetstream-strategy.js';

/** Handlers run by a real worker against a real broker, through what Nest binds to them. */

let service: RunningService;
let broker: Broker;
let client: JobClient;

// Hooks run in the order in which they are registered: the service ends before its server.
afterAll(async () => {
  await service.stop();
  await broker.close();
});
const nats = natsForTest();

class CloudError extends Error {
  constructor(readonly height: number) {
    super(`cloud at ${height}`);
  }
}

let trace: string[] = [];
let failedWith: { error: unknown; job: FailedJob } | undefined;
let ended: () => void = () => {};

@Injectable()
class OnlyCities implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const job = context.switchToRpc().getContext<JobContext>();
    trace.push(`guard ${job.type} ${job.attempt}`);
    return context.switchToRpc().getData<{ city: string }>().city !== 'Atlantis';
  }
}

@Injectable()
class UpperCase implements PipeTransform {
  transform(value: unknown): unknown {
    const isInput = typeof value === 'object' && value !== null && 'city' in value && typeof value.city === 'string';
    return isInput ? { city: String(value.city).toUpperCase() } : value;
  }
}

@Injectable()
class Around implements NestInterceptor {
  private after(): void {
    trace.push('after');
    ended();
  }

  intercept(_: ExecutionContext, next: CallHandler) {
    trace.push('before');
    return next.handle().pipe(tap({ next: () => this.after(), error: () => trace.push('after error') }));
  }
}

@Injectable()
class Everywhere implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler) {
    trace.push('global');
    return next.handle();
  }
}

@Catch(RangeError)
class RangeIsFine implements ExceptionFilter {
  catch(_: RangeError, host: ArgumentsHost) {
    trace.push(`filter ${host.getType()}`);
    ended();
    return of(undefined);
  }
}

/** A workload's own filter for the whole service: comes before the one that lets errors through. */
@Catch(SyntaxError)
class SyntaxIsFinal implements ExceptionFilter {
  catch(error: SyntaxError) {
    return throwError(() => new Unrecoverable('not readable', { cause: error }));
  }
}

@Handles(lookAtSky)
@UseGuards(OnlyCities)
@UsePipes(UpperCase)
@UseInterceptors(Around)
@UseFilters(RangeIsFine)
class LookAtSky {
  constructor(@Inject(WORKLOAD_SETTINGS) private readonly settings: { WEATHER_CITY: string }) {}

  run({ city }: { city: string }, job: JobContext) {
    trace.push(`run ${city} ${job.attempt} ${this.settings.WEATHER_CITY}`);
    if (city === 'RANGE') throw new RangeError('too far');
    if (city === 'CLOUD') throw new CloudError(300);
    if (city === 'SYNTAX') throw new SyntaxError('what?');
    if (city === 'DEFER' && deferrals++ === 0) job.defer('100ms', 'not yet');
  }

  failed(error: Error, job: FailedJob) {
    failedWith = { error, job };
    ended();
  }
}
let deferrals = 0;

@Handles(sumUpDay)
class SumUpDay {
  run() {}
}

beforeAll(async () => {
  broker = await Broker.connect({ servers: nats().url, name: 'test' });
  await applyTopology(broker, [weather]);
  client = new JobClient(broker);
  const manifest = weatherManifest([LookAtSky, SumUpDay], {
    providers: [
      { provide: APP_INTERCEPTOR, useClass: Everywhere },
      { provide: APP_FILTER, useClass: SyntaxIsFinal },
    ],
  });
  service = await startService(
    { name: 'processor', settings: SERVICE_SETTINGS.processor },
    {
      environment: {
        KICKOFF_NATS_URL: nats().url,
        KICKOFF_DATABASE_URL: 'postgres://unused',
        KICKOFF_WORKLOADS: '@example/weather',
        WEATHER_CITY: 'Tomar',
        HEALTH_PORT: '0',
      },
      importEntry: weatherPackage(manifest),
      log: createLog('processor', 'silent'),
    },
  );
});
beforeEach(() => {
  trace = [];
  failedWith = undefined;
});

/** Enqueues a job and waits until its handler has returned or it is dead. */
async function runJob(city: string): Promise<void> {
  const end = new Promise<void>((resolve) => (ended = resolve));
  await client.enqueue(lookAtSky, { city });
  await end;
}

describe('a handler', () => {
  it('runs behind guards and pipes, inside interceptors, with what its workload provides', async () => {
    await runJob('porto');
    expect(trace).toEqual(['guard weather.look-at-sky 1', 'global', 'before', 'run PORTO 1 Tomar', 'after']);
  });

  it('is not run when a guard refuses', async () => {
    await runJob('Atlantis');
    expect(trace.filter((entry) => entry.startsWith('run'))).toEqual([]);
    expect(failedWith).toMatchObject({
      error: { message: 'Forbidden resource' },
      job: { attempt: 2 },
    });
  });

  it('throws errors that reach the worker as the very same class, and fails once at the end', async () => {
    await runJob('cloud');
    expect(trace.filter((entry) => entry.startsWith('run'))).toEqual(['run CLOUD 1 Tomar', 'run CLOUD 2 Tomar']);
    expect(failedWith!.error).toBeInstanceOf(CloudError);
    expect(failedWith).toMatchObject({ error: { height: 300 }, job: { type: 'weather.look-at-sky', attempt: 2 } });
  });

  it('can have its errors answered by its own filter, which makes them a success', async () => {
    const answered = new Promise<void>((resolve) => (ended = resolve));
    await client.enqueue(lookAtSky, { city: 'range' });
    await answered;
    expect(trace).toContain('filter rpc');
    expect(failedWith).toBeUndefined();
  });

  it('can have its errors changed by a filter of the whole workload', async () => {
    await runJob('syntax');
    expect(trace.filter((entry) => entry.startsWith('run'))).toEqual(['run SYNTAX 1 Tomar']);
    expect(failedWith!.error).toBeInstanceOf(Unrecoverable);
  });

  it('can leave by defer, through interceptors', async () => {
    await runJob('defer');
    expect(trace.filter((entry) => entry.startsWith('run'))).toEqual(['run DEFER 1 Tomar', 'run DEFER 1 Tomar']);
  });
});

describe('a strategy that closes while its workers start', () => {
  function setup() {
    const strategy = new JetStreamStrategy({ graceMs: 50 });
    const told: string[] = [];
    const workers = {
      pause: () => void told.push('pause'),
      resume: () => void told.push('resume'),
      stop: async ({ graceMs }: { graceMs: number }) => void told.push(`stop within ${graceMs}`),
    };
    const start = new Promise<void>((resolve, reject) => {
      strategy.useWorkers(async (_, signal) => {
        await new Promise<void>((begin, refuse) => {
          finish = (error) => (error ? refuse(error) : begin());
        });
        told.push(signal.aborted ? 'started too late' : 'started');
        return workers;
      });
      strategy.listen((error) => (error ? reject(error) : resolve()));
    });
    return { strategy, told, start };
  }
  let finish: (error?: Error) => void = () => {};

  it('stops those that run in the end', async () => {
    const { strategy, told, start } = setup();
    let isClosed = false;
    const closing = strategy.close().then(() => (isClosed = true));
    await Promise.resolve();
    expect(isClosed).toBe(false);
    finish();
    await start;
    await closing;
    expect(told).toEqual(['started too late', 'stop within 50']);
    await strategy.close();
    expect(told).toHaveLength(2);
  });

  it('has nothing to stop when they could not start', async () => {
    const { strategy, told, start } = setup();
    const closing = strategy.close();
    finish(new Error('the broker is away'));
    await expect(start).rejects.toThrow('the broker is away');
    await closing;
    expect(told).toEqual([]);
  });

  it('closes at once when it never listened', async () => {
    await new JetStreamStrategy({ graceMs: 50 }).close();
  });
});
