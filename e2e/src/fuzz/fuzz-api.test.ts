import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Platform } from '@kickoff/embedded';
import { applyTopology, Broker } from '@kickoff/jobs';
import type { ApiDocument, Operation } from './api-document.js';
import { FuzzedApi } from './fuzzed-api.js';
import { cellar, kitchen, pantry, startKitchen, untilAnnounced } from '../operations/kitchen.js';
import { MemoryWatch } from './memory-watch.js';
import { requestArbitrary, type Sender } from './request.js';
import { OWN_KEY } from './targets.js';
import { until } from '../replay/until.js';

/** To replay: `FUZZ_SEED=…`, and for a long run `FUZZ_REQUESTS=24500`. */
const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 4_000);
/** Of each operation: 200 of 24,500 requests. */
const SUCCESSES = Math.floor(REQUESTS / 122.5);
/** Requests at the same time: some operations wait for the scheduler service, which writes twice a second. */
const LANES = 16;
/** Requests of one operation, one after the other. */
const PORTION = 25;
/** Of further portions for operations that have not succeeded often enough. */
const MORE_ROUNDS = 10;

const ADMIN_KEY = `kk_${'f'.repeat(43)}`;
const SMTP_PASSWORD = 'smtp-password-of-the-fuzzer';
const SERVICES = ['scheduler', 'recorder', 'api'] as const;

let platform: Platform;
let directory: string;
let fuzzed: FuzzedApi;
let memory: MemoryWatch;
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
}, 60_000);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kickoff-fuzz-'));
  closing.push(() => rm(directory, { recursive: true, force: true }));
  platform = await Platform.start({
    directory,
    services: SERVICES,
    durability: 'fast',
    environment: (service): Record<string, string> => ({
      ...(service === 'api' ? { KICKOFF_API_ADMIN_KEY: ADMIN_KEY, KICKOFF_API_RATE_PER_KEY: '10000000' } : {}),
      ...(service === 'api' ? { KICKOFF_API_RATE_PER_ADDRESS: '10000000' } : {}),
      ...(service === 'recorder' ? { KICKOFF_ALERT_SMTP_URL: `smtp://user:${SMTP_PASSWORD}@127.0.0.1:9` } : {}),
    }),
  });
  closing.push(() => platform.stop());
  const broker = await Broker.connect({ servers: platform.addresses.nats, name: 'fuzzer' });
  await applyTopology(broker, [cellar, kitchen, pantry]);
  closing.push(() => broker.close(), await startKitchen(platform.addresses.nats));

  const url = `${platform.addresses.api}/api/v1`;
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as ApiDocument;
  const keys: Record<Sender, string | undefined> = {
    admin: ADMIN_KEY,
    operator: undefined,
    publisher: undefined,
    viewer: undefined,
    nobody: undefined,
    forged: `kk_${'g'.repeat(43)}`,
    revoked: undefined,
    expired: undefined,
  };
  fuzzed = new FuzzedApi({
    url,
    keys,
    document,
    secrets: [SMTP_PASSWORD, 'kickoff:kickoff@'],
    known: {
      workload: ['cellar', 'kitchen', 'pantry'],
      queue: ['oven', 'stove', 'shelf', 'rack'],
      type: ['kitchen.bake', 'kitchen.burn'],
    },
  });
  const makeKey = async (name: string, more: object) =>
    (await fuzzed.ask('POST', '/keys', { name: `${OWN_KEY} ${name}`, role: 'viewer', ...more })) as Record<
      string,
      string
    >;
  keys.viewer = (await makeKey('viewer', {}))['key'];
  keys.operator = (await makeKey('operator', { role: 'operator' }))['key'];
  keys.publisher = (await makeKey('publisher', { role: 'publisher', workloads: ['pantry'] }))['key'];
  keys.expired = (await makeKey('expired', { role: 'admin', expiresAt: '2020-01-01T00:00:00Z' }))['key'];
  const revoked = await makeKey('revoked', { role: 'admin' });
  await fuzzed.ask('POST', `/keys/${revoked['id']}/revoke`);
  keys.revoked = revoked['key'];
  // The first dead letter fires it, after some seconds.
  await fuzzed.ask('POST', '/alerts/rules', { id: 'any-dead', kind: 'dead-letters', threshold: 1 });
  await untilAnnounced((...request) => fuzzed.ask(...request));
  await fuzzed.ask('POST', '/jobs', { type: 'kitchen.burn', input: {} });
  memory = new MemoryWatch(platform.service('api').pid!);
}, 150_000);

/** A few requests of one operation, one after the other. */
async function fuzz(operation: Operation, document: ApiDocument, seed: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(requestArbitrary(operation, document), (planned) => fuzzed.send(operation, planned)),
    { numRuns: PORTION, seed, endOnFailure: true },
  );
}

/** An order that looks like none and is the same for a seed. */
function shuffled<T>(list: readonly T[]): T[] {
  return fc.sample(fc.shuffledSubarray([...list], { minLength: list.length }), { numRuns: 1, seed: SEED })[0]!;
}

describe('the API under requests made at random', () => {
  it(`answers ${REQUESTS} of them as its document says, whatever they hold`, async () => {
    process.stdout.write(`FUZZ_SEED=${SEED} FUZZ_REQUESTS=${REQUESTS}\n`);
    const document = (await (await fetch(`${platform.addresses.api}/api/v1/openapi.json`)).json()) as ApiDocument;
    const faults: string[] = [];
    const startedAt = Date.now();
    const portions = Math.ceil(REQUESTS / PORTION / fuzzed.operations.length);
    for (let round = 0; round <= MORE_ROUNDS && faults.length === 0; round += 1) {
      const wanted = fuzzed.operations.filter(({ id }) => round === 0 || fuzzed.counts.get(id)!.succeeded < SUCCESSES);
      const left = shuffled(wanted.flatMap((each) => Array.from({ length: round === 0 ? portions : 2 }, () => each)));
      const lane = async () => {
        for (let operation = left.pop(); operation; operation = left.pop()) {
          const seed = SEED + round * 100_000 + left.length;
          await fuzz(operation, document, seed).catch((error: unknown) => {
            faults.push(whatFailed(error));
            if (process.env['FUZZ_TABLE']) process.stdout.write(whatFailed(error) + '\n');
          });
          memory.look();
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
    }
    const counts = [...fuzzed.counts.values()];
    const sum = (of: 'sent' | 'taken' | 'succeeded' | 'busy') => counts.reduce((total, count) => total + count[of], 0);
    process.stdout.write(
      `${sum('sent')} requests in ${Math.round((Date.now() - startedAt) / 1_000)} s, ${sum('taken')} past validation, ${sum('succeeded')} succeeded; ${memory.text}\n`,
    );
    if (process.env['FUZZ_TABLE'])
      process.stdout.write(
        [...fuzzed.counts]
          .map(([id, c]) => `${id} ${c.sent} ${c.taken} ${c.succeeded} ${c.busy} ${JSON.stringify(c.byStatus)}`)
          .join('\n') + '\n',
      );
    expect(faults).toEqual([]);
    expect(sum('busy')).toBeLessThanOrEqual(REQUESTS / 100);
    expect(sum('sent') + sum('busy')).toBeGreaterThanOrEqual(REQUESTS);
    expect(sum('taken')).toBeGreaterThan(sum('sent') / 2);
    const rare = [...fuzzed.counts].filter(([, { succeeded }]) => succeeded < SUCCESSES);
    expect(Object.fromEntries(rare)).toEqual({});
    expect(memory.growth).toBeLessThan(1.5);
  }, 900_000);

  it('leaves services that work and have nothing to complain of', async () => {
    const { jobs } = (await fuzzed.ask('POST', '/jobs', { type: 'kitchen.bake', input: {}, priority: 'critical' })) as {
      jobs: { id: string }[];
    };
    const state = async () => (await fuzzed.ask('GET', `/jobs/${jobs[0]!.id}`))['state'];
    await until(async () => (await state()) === 'succeeded', { timeoutMs: 60_000, what: 'a job after all' });
    for (const service of SERVICES) {
      const log = await readFile(platform.service(service).logFile, 'utf8');
      expect(log.split('\n').filter((line) => /"level":(?:"error"|"fatal"|50|60)/.test(line))).toEqual([]);
      expect(log).not.toMatch(/\bk[ks]_[\w-]{43}/);
      expect(log).not.toContain(SMTP_PASSWORD);
    }
  }, 90_000);
});

/** What fast-check found, with the seed of the portion. */
function whatFailed(error: unknown): string {
  return error instanceof Error ? `${String(error.cause)}\n${error.message}` : String(error);
}
