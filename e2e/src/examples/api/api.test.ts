import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Platform } from '@kickoff/embedded';
import { applyTopology, Broker, type Worker } from '@kickoff/jobs';
import { greetings } from '../greetings/greet-person.js';
import { greeter } from '../greetings/greeter.js';
import { greetAndWait } from './greet-and-wait.js';

const KEY = `kk_${'b'.repeat(43)}`;
const SOURCES = fileURLToPath(new URL('../../../src/examples/api', import.meta.url));

let platform: Platform;
let worker: Worker;
let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kickoff-api-'));
  platform = await Platform.start({
    directory,
    services: ['scheduler', 'recorder', 'api'],
    processes: 'one',
    durability: 'fast',
    environment: (service): Record<string, string> => (service === 'api' ? { KICKOFF_API_ADMIN_KEY: KEY } : {}),
  });
  const broker = await Broker.connect({ servers: platform.addresses.nats, name: 'test' });
  await applyTopology(broker, [greetings]);
  worker = greeter(platform.addresses.nats);
  await worker.start();
  // Announced at the start, written within half a second.
  while (!(await isKnown())) await broker.connection.flush();
  await broker.close();
});
afterAll(async () => {
  await worker.stop();
  await platform.stop();
  await rm(directory, { recursive: true, force: true });
});

async function isKnown(): Promise<boolean> {
  const headers = { Authorization: `Bearer ${KEY}` };
  return (await fetch(`${platform.addresses.api}/api/v1/types/greetings.greet-person`, { headers })).ok;
}

async function run(script: string, key = KEY): Promise<Record<string, unknown>> {
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', KICKOFF: platform.addresses.api, KEY: key };
  const { stdout } = await promisify(execFile)('sh', [join(SOURCES, `${script}.sh`)], { env });
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('the guide to the API', () => {
  it('enqueues with curl what another process serves', async () => {
    expect(await run('first-request')).toEqual({
      jobs: [{ id: expect.any(String), type: 'greetings.greet-person', duplicate: false }],
    });
  });

  it('makes a key that enqueues and does nothing else', async () => {
    const made = await run('make-key');
    expect(made).toMatchObject({
      name: 'web shop',
      role: 'publisher',
      workloads: ['greetings'],
      key: expect.any(String),
    });
    expect(await run('first-request', made.key as string)).toHaveProperty('jobs');
    await expect(run('read-audit', made.key as string)).rejects.toThrow();
  });

  it('repeats a request safely', async () => {
    expect(await run('enqueue-once')).toEqual(await run('enqueue-once'));
  });

  it('names the field that is wrong', async () => {
    expect(await run('wrong-input')).toMatchObject({
      status: 422,
      code: 'INPUT_INVALID',
      issues: [{ path: 'body.input.name', message: 'is required' }],
    });
  });

  it('tells who did what', async () => {
    const { items } = (await run('read-audit')) as { items: { operation: string; who: string }[] };
    expect(items.map(({ operation, who }) => `${who}: ${operation}`)).toContain('first admin: createKey');
  });

  it('calls it typed', async () => {
    const { api } = platform.addresses;
    expect(await greetAndWait(api, KEY, 'Ada')).toEqual({ greeting: 'Hello, Ada!' });
    expect(await greetAndWait(api, KEY, '')).toBeUndefined();
  });

  it('serves its reference', async () => {
    const page = await fetch(`${platform.addresses.api}/api/v1/docs`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  });
});
