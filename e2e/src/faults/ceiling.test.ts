import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker } from '@kickoff/jobs';
import { workload } from '@kickoff/live-scores/contracts';
import { pathTo } from '../deployment/repository-for-test.js';

describe('a service at its ceiling', () => {
  const nats = natsForTest();

  it('says why, drains and ends with code 0', async () => {
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [workload]);
    await broker.close();
    const gateway = spawn(process.execPath, [pathTo('apps/gateway/dist/main.js')], {
      env: {
        KICKOFF_NATS_URL: nats().url,
        KICKOFF_MAX_LIFETIME: '1s',
        PORT: '0',
        HEALTH_PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output = text(gateway.stdout);
    expect(await once(gateway, 'exit')).toEqual([0, null]);
    const lines = (await output)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.find(({ ceiling }) => ceiling !== undefined)).toMatchObject({ level: 'info', ceiling: 'lifetime' });
  }, 60_000);
});
