import { describe, expect, it } from '@jest/globals';
import { ConfigurationInvalid, refuseUnknownNames, SETTING_NAMES, SUBJECT_FAMILIES } from '@kickoff/contracts';
import { z } from 'zod';
import { parseSettings, withoutPassword } from './parse-settings.js';
import { platformNames, SERVICE_SETTINGS } from './service-settings.js';

const ENOUGH = { KICKOFF_NATS_URL: 'nats://localhost:4222', KICKOFF_DATABASE_URL: 'postgres://me:secret@db/kickoff' };

function problemOf(environment: Record<string, string>, schema: z.ZodObject = SERVICE_SETTINGS.processor): string {
  try {
    parseSettings(schema, { ...ENOUGH, ...environment });
  } catch (error) {
    if (error instanceof ConfigurationInvalid) return error.message;
    throw error;
  }
  return 'nothing';
}

describe('settings', () => {
  it('have defaults for all but the addresses', () => {
    expect(parseSettings(SERVICE_SETTINGS.processor, ENOUGH)).toEqual({
      HEALTH_PORT: 3100,
      KICKOFF_BALANCE: 'off',
      KICKOFF_CHANGED_CONTRACTS: 'refuse',
      KICKOFF_DATABASE_POOL: 10,
      KICKOFF_DATABASE_URL: 'postgres://me:secret@db/kickoff',
      KICKOFF_LOG_LEVEL: 'info',
      KICKOFF_NATS_URL: ['nats://localhost:4222'],
      KICKOFF_SHUTDOWN_GRACE: '25s',
      KICKOFF_SLOTS: 20,
      KICKOFF_WORKLOADS: ['@kickoff/live-scores'],
    });
    expect(parseSettings(SERVICE_SETTINGS.api, ENOUGH)).toMatchObject({ PORT: 3000 });
    expect(parseSettings(SERVICE_SETTINGS.gateway, ENOUGH)).toMatchObject({ PORT: 3001 });
  });

  it('read lists, numbers and words', () => {
    expect(
      parseSettings(SERVICE_SETTINGS.poller, {
        ...ENOUGH,
        KICKOFF_NATS_URL: 'nats://a:4222, nats://b:4222',
        KICKOFF_WORKLOADS: 'one,two,',
        KICKOFF_SLOTS: '7',
        HEALTH_PORT: '0',
      }),
    ).toMatchObject({
      KICKOFF_NATS_URL: ['nats://a:4222', 'nats://b:4222'],
      KICKOFF_WORKLOADS: ['one', 'two'],
      KICKOFF_SLOTS: 7,
      HEALTH_PORT: 0,
    });
  });

  it('count an empty value as absent', () => {
    expect(problemOf({ KICKOFF_NATS_URL: '' })).toMatch(/^KICKOFF_NATS_URL is required: Address of a NATS server/);
    expect(problemOf({ KICKOFF_SLOTS: '' })).toBe('nothing');
  });

  it.each([
    [
      { KICKOFF_NATS_URL: 'localhost' },
      'KICKOFF_NATS_URL must be addresses that start with nats:// or tls:// or ws:// or wss://, separated by commas, got "localhost"',
    ],
    [{ KICKOFF_NATS_URL: ' , ' }, 'KICKOFF_NATS_URL must be words separated by commas, at least one, got " , "'],
    [{ HEALTH_PORT: '70000' }, 'HEALTH_PORT must be a whole number from 0 to 65535, got "70000"'],
    [{ HEALTH_PORT: 'http' }, 'HEALTH_PORT must be a whole number from 0 to 65535, got "http"'],
    [{ KICKOFF_SLOTS: '0' }, 'KICKOFF_SLOTS must be a whole number from 1 to 10000, got "0"'],
    [
      { KICKOFF_PREFIX: 'Acme_1' },
      `KICKOFF_PREFIX must be a kebab-case word of at most 20 characters, and none of ${SUBJECT_FAMILIES.join(', ')}, got "Acme_1"`,
    ],
    [{ KICKOFF_SLOTS: '2.5' }, 'KICKOFF_SLOTS must be a whole number from 1 to 10000, got "2.5"'],
    [
      { KICKOFF_SHUTDOWN_GRACE: '25' },
      `KICKOFF_SHUTDOWN_GRACE must be a number and a unit (ms, s, m, h, d) such as '30s', got "25"`,
    ],
    [{ KICKOFF_LOG_LEVEL: 'loud' }, 'KICKOFF_LOG_LEVEL must be one of debug, info, warn, error, silent, got "loud"'],
    [{ KICKOFF_WORKLOADS: ',' }, 'KICKOFF_WORKLOADS must be words separated by commas, at least one, got ","'],
    [{ KICKOFF_DATABASE_POOL: '-1' }, 'KICKOFF_DATABASE_POOL must be a whole number from 1 to 500, got "-1"'],
  ])('refuse %j by name, with what is allowed', (environment, message) => {
    expect(problemOf(environment)).toBe(message);
  });

  it('name every wrong setting in the one line', () => {
    expect(problemOf({ KICKOFF_SLOTS: 'x', HEALTH_PORT: 'y' })).toBe(
      'HEALTH_PORT must be a whole number from 0 to 65535, got "y"; KICKOFF_SLOTS must be a whole number from 1 to 10000, got "x"',
    );
  });

  it('never repeat a secret', () => {
    const problem = problemOf({ KICKOFF_DATABASE_URL: 'mysql://me:hunter2@db/kickoff' });
    expect(problem).toBe('KICKOFF_DATABASE_URL must be an address that starts with postgres:// or postgresql://');
    expect(problemOf({ KICKOFF_DATABASE_URL: 'mysql://me:hunter2@db/kickoff' }, SERVICE_SETTINGS.gateway)).toBe(
      problem,
    );
    expect(problemOf({ KICKOFF_NATS_URL: 'http://me:hunter2@nats' })).toContain('got "http://***@nats"');
    expect(withoutPassword('nats://a:b@one:1,nats://c@two:2')).toBe('nats://***@one:1,nats://***@two:2');
  });

  it("quote what a workload's own schema says", () => {
    const schema = z.object({ LIVE_SCORES_AGE: z.coerce.number().meta({ description: 'Days.' }) });
    expect(problemOf({ LIVE_SCORES_AGE: 'old' }, schema)).toMatch(
      /^LIVE_SCORES_AGE is invalid \(.*number.*\), got "old"$/,
    );
  });
});

describe('unknown names', () => {
  const refuse = (environment: Record<string, string>) =>
    refuseUnknownNames(environment, { prefix: 'KICKOFF_', known: SETTING_NAMES });

  it('are refused with the name that was probably meant', () => {
    expect(() => refuse({ KICKOFF_SLOT: '3' })).toThrow('KICKOFF_SLOT is not a setting; did you mean KICKOFF_SLOTS?');
    expect(() => refuse({ KICKOFF_API_SERVICE_HOST: '10.0.0.1' })).toThrow('KICKOFF_API_SERVICE_HOST is not a setting');
  });

  it('are left alone without the prefix, and known ones of other services too', () => {
    refuse({ PATH: '/bin', HOME: '/', KICKOFF_GATEWAY_PUBLIC_URL: 'http://x', KICKOFF_SLOTS: '1' });
    refuse({ KICKOFF_STREAM_REPLICAS: '3' });
  });

  it('are all but what services and the migrate command read', () => {
    const ofServices = platformNames().filter((name) => name.startsWith('KICKOFF_'));
    const ofCommands = ['KICKOFF_API_KEY', 'KICKOFF_API_KEY_FILE', 'KICKOFF_API_URL', 'KICKOFF_STREAM_REPLICAS'];
    expect([...ofServices, ...ofCommands].sort()).toEqual([...SETTING_NAMES]);
  });
});
