import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Module, type Type } from '@nestjs/common';
import {
  ConfigurationInvalid,
  ContractChanged,
  DatabaseUnavailable,
  type ContractAnnouncement,
} from '@kickoff/contracts';
import { applyTopology, Broker, JobClient, type JobContext } from '@kickoff/jobs';
import { freePort } from '@kickoff/embedded';
import { natsForTest } from '@kickoff/embedded/testing';
import { Handles } from '../handler/handles.js';
import { SERVICE_SETTINGS } from '../settings/service-settings.js';
import { lookAtSky, sumUpDay, weather, weatherManifest, weatherOf, weatherPackage } from '../testing/weather.js';
import { createLog, type ServiceLog } from '../logging/service-log.js';
import type { ServiceDatabase, ServiceDefinition } from './service-definition.js';
import { startService, type RunningService } from './start-service.js';

const nats = natsForTest();
const cities: string[] = [];
let onCity: (city: string) => void = () => {};

@Handles(lookAtSky)
class LookAtSky {
  run({ city }: { city: string }, job: JobContext) {
    job.metric('looks', 2);
    cities.push(city);
    onCity(city);
  }
}

@Handles(sumUpDay)
class SumUpDay {
  run() {}
}

const running: RunningService[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
});

interface Setup {
  environment?: Record<string, string>;
  handlers?: Type<unknown>[];
  definition?: Partial<ServiceDefinition>;
  /** Default: only `looking` is the processor's. */
  queues?: Parameters<typeof weatherOf>[0];
  log?: ServiceLog;
}

/** Starts the processor with the weather workload; stopped after the test. */
async function setup({
  environment,
  handlers = [LookAtSky, SumUpDay],
  definition,
  queues,
  log = createLog('processor', 'silent'),
}: Setup = {}) {
  const service = await startService(
    { name: 'processor', settings: SERVICE_SETTINGS.processor, ...definition },
    {
      environment: {
        KICKOFF_NATS_URL: nats().url,
        KICKOFF_DATABASE_URL: 'postgres://unused',
        KICKOFF_WORKLOADS: '@example/weather',
        KICKOFF_SHUTDOWN_GRACE: '2s',
        HEALTH_PORT: '0',
        ...environment,
      },
      importEntry: weatherPackage(weatherManifest(handlers), queues && weatherOf(queues)),
      log,
    },
  );
  running.push(service);
  return service;
}

async function withTopology() {
  const broker = await Broker.connect({ servers: nats().url, name: 'test' });
  await applyTopology(broker, [weather]);
  return { client: new JobClient(broker), close: () => broker.close() };
}

async function get(port: number, path: string) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : undefined };
}

/** Resolves when the service's readiness report fulfils the condition. */
function until(
  service: RunningService,
  fulfilled: (report: ReturnType<RunningService['readiness']['report']>) => boolean,
) {
  return new Promise<void>((resolve) => {
    const check = () => {
      if (!fulfilled(service.readiness.report())) return;
      stop();
      resolve();
    };
    const stop = service.readiness.onChange(check);
    check();
  });
}

const cityOnce = () => new Promise<string>((resolve) => (onCity = resolve));

describe('a service', () => {
  it('runs jobs of its queues and answers probes and metrics', async () => {
    const { client, close } = await withTopology();
    const service = await setup();
    expect(await get(service.healthPort, '/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
    expect(await get(service.healthPort, '/health/ready')).toMatchObject({
      status: 200,
      body: {
        status: 'ready',
        dependencies: { processor: { up: true }, nats: { up: true }, 'worker weather': { up: true } },
      },
    });
    const seen = cityOnce();
    await client.enqueue(lookAtSky, { city: 'Porto' });
    expect(await seen).toBe('Porto');
    await service.stop();
    await close();
  });

  it('moves slots to the queue that has the backlog, when its setting says so', async () => {
    const { client, close } = await withTopology();
    let threeRun = () => {};
    const three = new Promise<void>((resolve) => (threeRun = resolve));
    let started = 0;
    @Handles(lookAtSky)
    class WaitForThird {
      async run() {
        if ((started += 1) === 3) threeRun();
        await three;
      }
    }
    const service = await setup({
      environment: { KICKOFF_SLOTS: '2', KICKOFF_BALANCE: 'time' },
      handlers: [WaitForThird, SumUpDay],
      queues: { looking: { service: 'processor' }, writing: { service: 'processor' } },
    });
    await client.enqueueMany(lookAtSky, [{ city: 'Porto' }, { city: 'Faro' }, { city: 'Lagos' }]);
    // Two slots each to begin with; one moves after three seconds.
    await three;
    await service.stop();
    await close();
  });

  it('shows what it has done in its metrics', async () => {
    const { client, close } = await withTopology();
    const service = await setup();
    const seen = cityOnce();
    await client.enqueue(lookAtSky, { city: 'Faro' });
    await seen;
    let text = '';
    while (!text.includes('kickoff_runs_ended_total{type="weather.look-at-sky",state="succeeded"} 1')) {
      ({ text } = await get(service.healthPort, '/metrics'));
    }
    expect(text).toContain('kickoff_dependency_up{dependency="nats"} 1');
    expect(text).toContain('kickoff_run_seconds_bucket');
    expect(text).toContain('kickoff_job_metric_total{type="weather.look-at-sky",name="looks"} 2');
    expect(text).toContain('kickoff_info{service="processor"');
    expect(text).toContain('process_cpu_user_seconds_total');
    await close();
  });

  it('is not ready while NATS is away, is alive all the time, and works when NATS is back', async () => {
    const { client, close } = await withTopology();
    const service = await setup();
    await nats().kill();
    await until(service, ({ dependencies }) => dependencies['nats']?.up === false);
    expect(await get(service.healthPort, '/health/ready')).toMatchObject({
      status: 503,
      body: { status: 'not ready', dependencies: { nats: { up: false } } },
    });
    expect(await get(service.healthPort, '/health/live')).toMatchObject({ status: 200 });
    await nats().start();
    await until(service, ({ ready }) => ready);
    const seen = cityOnce();
    await client.enqueue(lookAtSky, { city: 'Braga' });
    expect(await seen).toBe('Braga');
    await close();
  });

  it('waits for a NATS server that is not there yet, and says so', async () => {
    await nats().kill();
    const healthPort = await freePort();
    const starting = setup({ environment: { HEALTH_PORT: String(healthPort) } });
    let answer = await get(healthPort, '/health/ready').catch(() => undefined);
    while (!answer) answer = await get(healthPort, '/health/ready').catch(() => undefined);
    expect(answer).toMatchObject({ status: 503, body: { dependencies: { nats: { up: false } } } });
    await nats().start();
    const service = await starting;
    await until(service, ({ ready }) => ready);
  });

  it('stops with a job in hand only after it has ended', async () => {
    const { client, close } = await withTopology();
    const started: string[] = [];
    const ended: string[] = [];
    let finish = () => {};
    const begun = new Promise<void>((resolve) => {
      @Handles(lookAtSky)
      class Slow {
        async run({ city }: { city: string }) {
          started.push(city);
          resolve();
          await new Promise<void>((done) => (finish = done));
          ended.push(city);
        }
      }
      void setup({ handlers: [Slow, SumUpDay] });
    });
    await client.enqueue(lookAtSky, { city: 'Evora' });
    await begun;
    const service = running[0]!;
    const stopping = service.stop();
    await until(service, ({ dependencies }) => dependencies['processor']?.detail === 'stopping');
    expect(ended).toEqual([]);
    finish();
    await stopping;
    expect({ started, ended }).toEqual({ started: ['Evora'], ended: ['Evora'] });
    await close();
  });
});

describe('a service whose handlers need PostgreSQL', () => {
  it('is ready and runs jobs while PostgreSQL is away when it does not need it', async () => {
    const { client, close } = await withTopology();
    const database: ServiceDatabase = {
      providers: [],
      check: () => Promise.reject(new DatabaseUnavailable('away')),
      close: () => Promise.resolve(),
    };
    const service = await setup({ definition: { database: () => database, needsDatabase: false } });
    expect(service.readiness.report()).toMatchObject({ ready: true });
    expect(service.readiness.report().dependencies).not.toHaveProperty('postgres');
    const seen = cityOnce();
    await client.enqueue(lookAtSky, { city: 'Evora' });
    expect(await seen).toBe('Evora');
    await service.stop();
    await close();
  });

  it('takes no jobs while PostgreSQL is away and goes on when it is back', async () => {
    const { client, close } = await withTopology();
    let there = false;
    const database: ServiceDatabase = {
      providers: [],
      check: () => (there ? Promise.resolve() : Promise.reject(new DatabaseUnavailable('connection refused'))),
      close: () => Promise.resolve(),
    };
    const service = await setup({ definition: { database: () => database } });
    expect(service.readiness.report()).toMatchObject({
      ready: false,
      dependencies: { postgres: { up: false, detail: 'connection refused' } },
    });
    cities.length = 0;
    await client.enqueue(lookAtSky, { city: 'Sintra' });
    await until(service, ({ dependencies }) => dependencies['worker weather']?.up === false);
    expect(cities).toEqual([]);
    const seen = cityOnce();
    there = true;
    expect(await seen).toBe('Sintra');
    await until(service, ({ ready }) => ready);
    await close();
  });

  it('does not start with settings that PostgreSQL refuses', async () => {
    const database: ServiceDatabase = {
      providers: [],
      check: () => Promise.reject(new ConfigurationInvalid('KICKOFF_DATABASE_URL', 'names no database')),
      close: () => Promise.resolve(),
    };
    await expect(setup({ definition: { database: () => database } })).rejects.toThrow(
      'KICKOFF_DATABASE_URL names no database',
    );
  });
});

describe('a service whose contract fails jobs of the registered one', () => {
  /** A registry in which cities are numbers. */
  async function registered() {
    const { type, version, summary, queue, priority, timeoutMs } = lookAtSky;
    const input = { type: 'object', properties: { city: { type: 'number' } }, required: ['city'] };
    const contract: ContractAnnouncement = { type, version, summary, queue, priority, timeoutMs, attempts: 2, input };
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [weather]);
    await broker.jetstream.publish(`$KV.registry.${type}.v${version}`, JSON.stringify(contract));
    return async () => {
      await broker.manager.streams.purge('KV_registry');
      await broker.close();
    };
  }

  it('does not start, or starts with a warning where that is accepted', async () => {
    const forget = await registered();
    await expect(setup()).rejects.toThrow(ContractChanged);
    const lines: string[] = [];
    const log = createLog('processor', 'warn', { write: (line) => void lines.push(line) });
    await setup({ log, environment: { KICKOFF_CHANGED_CONTRACTS: 'accept' } });
    expect(lines.join('')).toContain('input.city: was number, is string');
    await forget();
  });
});

describe('a taken port', () => {
  let squatter: Server | undefined;
  afterEach(() => {
    squatter?.close();
  });

  async function takenPort(): Promise<number> {
    squatter = createServer();
    await new Promise<void>((resolve) => squatter!.listen(0, '0.0.0.0', resolve));
    return (squatter.address() as AddressInfo).port;
  }

  it('is reported by name and setting', async () => {
    const port = await takenPort();
    await expect(setup({ environment: { HEALTH_PORT: String(port) } })).rejects.toThrow(
      `HEALTH_PORT is ${port}, and another process listens there; choose a free port or 0`,
    );

    @Module({})
    class Empty {}
    const definition: Partial<ServiceDefinition> = { name: 'api', settings: SERVICE_SETTINGS.api, module: () => Empty };
    await expect(
      setup({ environment: { PORT: String(port) }, definition, handlers: [LookAtSky, SumUpDay] }),
    ).rejects.toThrow(`PORT is ${port}, and another process listens there; choose a free port or 0`);
  });
});
