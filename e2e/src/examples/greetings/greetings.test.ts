import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { InputInvalid } from '@kickoff/contracts';
import { natsForTest } from '@kickoff/embedded/testing';
import { applyTopology, Broker, JobClient } from '@kickoff/jobs';
import { greetings, greetPerson } from './greet-person.js';

const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));

describe('the example of the first job', () => {
  const nats = natsForTest();

  it('greets Ada and ends', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [MAIN, nats().url]);
    const lines = stdout.trimEnd().split('\n').sort();
    expect(lines).toEqual([
      expect.stringMatching(/^enqueued [0-9a-f-]{36}$/),
      'greeting {"name":"Ada","attempt":1}',
      'succeeded',
    ]);
  });

  it('refuses nobody at the enqueuer', async () => {
    const broker = await Broker.connect({ servers: nats().url, name: 'test' });
    await applyTopology(broker, [greetings]);
    const jobs = new JobClient(broker);
    await expect(jobs.enqueue(greetPerson, { name: '' })).rejects.toThrow(InputInvalid);
    await broker.close();
  });
});
