import { describe, expect, it } from '@jest/globals';
import { kickoff } from '../../testing/kickoff-process.js';
import { weatherPackage } from '../../testing/weather-package.js';

const RIGHT = {
  KICKOFF_NATS_URL: 'nats://nats:4222',
  KICKOFF_DATABASE_URL: 'postgres://kickoff:secret@db/kickoff',
  KICKOFF_WORKLOADS: '@acme/weather',
};

describe('kickoff config check', () => {
  const folder = weatherPackage();
  const check = (env: Record<string, string>, ...words: string[]) =>
    kickoff(['config', 'check', ...words], { env: { ...RIGHT, ...env }, cwd: folder() });

  it('says ok for every reader of the environment', async () => {
    const { code, json, stderr } = await check({}, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { ok, checked } = json() as { ok: boolean; checked: { name: string; problems: unknown[] }[] };
    expect(ok).toBe(true);
    expect(checked.map(({ name }) => name)).toEqual([
      'every service',
      'api',
      'gateway',
      'poller',
      'processor',
      'recorder',
      'scheduler',
      'migrate',
      'kickoff',
      'workload weather',
    ]);
  });

  it('names every wrong setting of every service, misspelt ones, and those of workloads', async () => {
    const { code, json } = await check(
      {
        KICKOFF_SLOTS: 'many',
        KICKOFF_DATABASE_POOL: '0',
        KICKOFF_SLOT: '3',
        WEATHER_UNIT: 'fahrenheit',
        WEATHER_UNITS: 'k',
      },
      '--json',
    );
    expect(code).toBe(3);
    const { checked } = json() as { checked: { name: string; problems: { name: string; problem: string }[] }[] };
    const problemsOf = (name: string) => checked.find((each) => each.name === name)?.problems;
    expect(problemsOf('every service')).toEqual([
      { name: 'KICKOFF_SLOT', problem: 'is not a setting; did you mean KICKOFF_SLOTS?' },
    ]);
    expect(problemsOf('poller')).toEqual([
      { name: 'KICKOFF_DATABASE_POOL', problem: 'must be a whole number from 1 to 500, got "0"' },
      { name: 'KICKOFF_SLOTS', problem: 'must be a whole number from 1 to 10000, got "many"' },
    ]);
    expect(problemsOf('recorder')).toHaveLength(1);
    expect(problemsOf('workload weather')?.map(({ name }) => name)).toEqual(['WEATHER_UNITS', 'WEATHER_UNIT']);
  });

  it('prints no secret', async () => {
    const { code, stdout } = await check({
      KICKOFF_DATABASE_URL: 'mysql://kickoff:secret@db',
      KICKOFF_LIVE_TOKEN_SECRET: 'hush',
    });
    expect(code).toBe(3);
    expect(stdout).toContain('KICKOFF_DATABASE_URL must be an address');
    expect(stdout).not.toMatch(/secret@|hush/);
  });

  it('looks at the services that are named', async () => {
    const { code, stdout } = await check({ KICKOFF_SLOTS: 'many' }, '--service', 'recorder');
    expect(code).toBe(0);
    expect(stdout).not.toContain('poller');
    const wrong = await check({}, '--service', 'procesor');
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean processor?') });
  });

  it('names a package of KICKOFF_WORKLOADS that is not there', async () => {
    const { code, stdout } = await check({ KICKOFF_WORKLOADS: '@acme/nothing' });
    expect(code).toBe(3);
    expect(stdout).toContain('KICKOFF_WORKLOADS names @acme/nothing, which is not installed here or not built');
  });
});
