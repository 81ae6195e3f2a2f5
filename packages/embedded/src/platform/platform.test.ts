import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newTestFolder } from '../testing/test-directory.js';
import { Platform, type PlatformOptions } from './platform.js';
import { writeTestRepository } from './repository-for-test.js';
import { SERVICES } from './services.js';

let folder: string;
beforeEach(async () => {
  folder = await newTestFolder('platform');
  await writeTestRepository(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('Platform', () => {
  it('starts every service with the addresses it needs, and stops them in order', async () => {
    const platform = await setup();
    const { health, nats, postgres, gateway, simulator } = platform.addresses;
    const env = await environmentOf(health.api);
    expect(env).toMatchObject({
      KICKOFF_NATS_URL: nats,
      KICKOFF_DATABASE_URL: postgres,
      KICKOFF_GATEWAY_PUBLIC_URL: gateway,
      LIVE_URL: simulator,
    });
    await platform.stop();
    expect(platform.service('api').running).toBe(false);
    expect(platform.nats?.running).toBe(false);
    expect(platform.postgres?.running).toBe(false);
    expect(await readFile(join(folder, 'run', 'logs', 'api.log'), 'utf8')).toContain('stopped in order');
  });

  it('starts them in one process, each with its own settings, and stops them in order', async () => {
    const platform = await setup({ processes: 'one' });
    const { health, gateway } = platform.addresses;
    expect(await environmentOf(health.api)).toMatchObject({ KICKOFF_GATEWAY_PUBLIC_URL: gateway });
    expect(await environmentOf(health.poller)).not.toHaveProperty('KICKOFF_GATEWAY_PUBLIC_URL');
    expect(platform.service('api').pid).toBe(platform.service('poller').pid);
    await platform.stop();
    expect(platform.service('api').running).toBe(false);
    const log = await readFile(join(folder, 'run', 'logs', 'services.log'), 'utf8');
    expect(log.match(/\w+(?= stopped in order)/g)).toEqual([...SERVICES]);
  });

  it('tells in one line which service of a process cannot start', async () => {
    const start = Platform.start(options({ processes: 'one', environment: () => ({ TEST_CRASH: 'recorder' }) }));
    await expect(start).rejects.toThrow('services ended before it was ready');
    const log = await readFile(join(folder, 'run', 'logs', 'services.log'), 'utf8');
    expect(log).toBe('recorder cannot start: cannot work like this\n');
  });

  it('lets tests kill a service and start it again at the same address', async () => {
    const platform = await setup();
    const before = platform.service('poller').pid;
    await platform.service('poller').kill();
    expect(platform.service('poller').running).toBe(false);
    await platform.service('poller').start();
    expect(platform.service('poller').pid).not.toBe(before);
    await platform.stop();
  });

  it('starts a service again that dies, when asked to', async () => {
    let tell = (_line: string): void => {};
    const told = new Promise<string>((resolve) => (tell = resolve));
    const platform = await setup({ restart: true, tell: (line) => tell(line) });
    const { pid } = platform.service('poller');
    process.kill(pid ?? 0, 'SIGKILL');
    expect(await told).toMatch(/^poller ended \(SIGKILL\); starting it again/);
    while (!platform.service('poller').running) await new Promise(setImmediate);
    await platform.service('poller').ready();
    await platform.stop();
  });

  it('gives the end of the log of a service that cannot start, and leaves nothing running', async () => {
    let created: Platform | undefined;
    const start = Platform.start(options({ environment: () => ({ TEST_CRASH: 'recorder' }) }), (platform) => {
      created = platform;
    });
    await expect(start).rejects.toThrow(/recorder ended before it was ready.*cannot work like this/s);
    expect(created?.service('api').running).toBe(false);
    expect(created?.nats?.running).toBe(false);
  });
});

function setup(changes: Partial<PlatformOptions> = {}): Promise<Platform> {
  return Platform.start(options(changes));
}

function options(changes: Partial<PlatformOptions>): PlatformOptions {
  return {
    directory: join(folder, 'run'),
    repository: folder,
    durability: 'fast',
    environment: (_service, { simulator }) => ({ LIVE_URL: simulator }),
    ...changes,
  };
}

async function environmentOf(address: string | undefined): Promise<unknown> {
  return (await fetch(`${address}/environment`)).json();
}
