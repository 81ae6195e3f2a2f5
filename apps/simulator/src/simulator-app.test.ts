import { describe, expect, it } from '@jest/globals';
import { startSimulator } from './simulator-app.js';

describe('startSimulator', () => {
  it('serves the upstreams of the workloads, their control, and its health', async () => {
    const simulator = await startSimulator({ PORT: '0', SIMULATOR_MATCHES: '3' }, '127.0.0.1');
    try {
      const response = await fetch(`${simulator.url}/football/fixtures?live=all`);
      expect(response.headers.get('x-ratelimit-requests-remaining')).toBe('74999');
      expect(await response.json()).toMatchObject({ get: 'fixtures', errors: [], paging: { current: 1, total: 1 } });
      const without = await fetch(`${simulator.url}/football/fixtures`);
      expect(await without.json()).toMatchObject({
        parameters: [],
        errors: { required: expect.any(String) },
        response: [],
      });
      expect((await fetch(`${simulator.url}/__control`)).status).toBe(200);
      expect((await fetch(`${simulator.url}/health/ready`)).status).toBe(200);
    } finally {
      await simulator.close();
    }
  });

  it.each([
    [{ SIMULATOR_MATCHES: 'many' }, /SIMULATOR_MATCHES must be a whole number/],
    [{ SIMULATOR_SPEEED: '3' }, /SIMULATOR_SPEEED is not a setting; did you mean SIMULATOR_SPEED/],
    [{ KICKOFF_WORKLOADS: '@kickoff/nothing' }, /KICKOFF_WORKLOADS names @kickoff\/nothing/],
  ])('refuses %j in one line', async (environment, message) => {
    await expect(startSimulator(environment)).rejects.toThrow(message);
  });
});
