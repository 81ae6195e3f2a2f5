import { describe, expect, it } from '@jest/globals';
import { authorizationBlock, brokerUsers } from './broker-users.js';

describe('users of the broker', () => {
  it('are the admin, the services and the workloads, with a password each', () => {
    const users = brokerUsers({ loaded: ['live-scores'], teams: ['weather'] });
    expect(users.map(({ name }) => name)).toEqual(expect.arrayContaining(['kickoff_admin', 'kickoff_api', 'weather']));
    expect(new Set(users.map(({ passwordVariable }) => passwordVariable)).size).toBe(users.length);
    expect(authorizationBlock(users)).toContain('password: $NATS_PASSWORD_LIVE_SCORES');
  });

  it.each([
    ['kickoff-admin', 'is too like the name of another user'],
    ['kickoff-api', 'is too like the name of another user'],
    ['kickoff', 'is the name of the platform'],
  ])('refuse a team %s, which would have the rights of another', (team, problem) => {
    expect(() => brokerUsers({ loaded: [], teams: [team] })).toThrow(problem);
  });
});
