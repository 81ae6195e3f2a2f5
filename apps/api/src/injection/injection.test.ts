import { beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATIONS, takesBody, type AnyOperation } from '@kickoff/api-contract';
import { defineJob, defineWorkload } from '@kickoff/contracts';
import { handle } from '@kickoff/jobs';
import { z } from 'zod';
import { apiForTest } from '../testing/api-for-test.js';
import { backstageForTest } from '../testing/backstage-for-test.js';
import { placesOf, withText, type Place } from './places-for-test.js';

const input = z.looseObject({});
/** What the examples of the operations name, so that they are of something that is there. */
const poll = defineJob({
  type: 'live-scores.poll-live-matches',
  summary: 'Polls.',
  queue: 'polling',
  input,
  rateLimit: [{ name: 'rapidapi', limit: 100, per: '1s' }],
});
const process = defineJob({ type: 'live-scores.process-match', summary: 'Processes.', queue: 'processing', input });
const scores = defineWorkload({
  name: 'live-scores',
  summary: 'What the examples name.',
  contracts: [poll, process],
  queues: { polling: { service: 'external' }, processing: { service: 'external' } },
});
const weigh = defineJob({ type: 'baking.weigh-flour', summary: 'Weighs.', queue: 'oven', input });
const bake = defineJob({ type: 'baking.bake-loaf', summary: 'Bakes.', queue: 'oven', input });
const baking = defineWorkload({
  name: 'baking',
  summary: 'What the examples of flows name.',
  contracts: [bake, weigh],
  queues: { oven: { service: 'external' } },
});

/** By what each would do where it is taken for more than a text. */
const TEXTS: Readonly<Record<string, string>> = {
  'another statement': `x'; CREATE TABLE kickoff.injected (); --`,
  'another condition': `' OR 1 = 1 OR '' = '`,
  'another condition of a path': `x" ? (1 == 1) || $."x=1`,
  'another pattern': '%%%',
  'other subjects': 'live-scores.>',
  'another command': 'injected.x injected\r\nPUB injected 2\r\n{}\r\n',
  'the end of a text': 'x\u0000y',
};
/** Parameters of lists that do not narrow them. */
const NO_FILTERS = new Set(['cursor', 'limit', 'window', 'from', 'to', 'step', 'by', 'reason']);

const api = apiForTest({ workload: scores });
const backstage = backstageForTest(api, [scores, baking]);
const subjects = new Set<string>();
let job = '';

beforeAll(async () => {
  const { broker } = backstage;
  const nothing = async () => {};
  await backstage.serve(scores, [handle(poll, nothing), handle(process, nothing)]);
  await backstage.serve(baking, [handle(weigh, nothing), handle(bake, nothing)]);
  const { data } = await api.client().POST('/jobs', { body: { type: poll.type, input: {}, delay: '1d', tags: ['x'] } });
  job = data!.jobs[0]!.id;
  await api.client().GET('/jobs/{id}', { params: { path: { id: job } } });
  broker.connection.subscribe('>', { callback: (_, { subject }) => void subjects.add(subject) });
  await broker.connection.flush();
});

interface Sent {
  params: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
}

/** The operation's own example, of the job that is there. */
function exampleOf({ params, example }: AnyOperation): Sent {
  const examples = Object.entries(params.shape).map(([name, schema]) => {
    const given = (schema as z.ZodType).meta()?.['example'] as string | undefined;
    return [name, name === 'id' && z.uuid().safeParse(given).success ? job : (given ?? 'waiting-long')] as const;
  });
  return { params: Object.fromEntries(examples), query: {}, body: example.body };
}

async function send(
  { method, path }: AnyOperation,
  { params, query, body }: Sent,
  key = api.adminKey,
): Promise<Response> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name]!));
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      [value].flat().map((each): [string, string] => [name, String(each)]),
    ),
  );
  return api.fetch(`${filled}?${search.toString()}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** What is wrong with the answers to requests with such texts at a place. */
async function faultsAt(operation: AnyOperation, place: Place): Promise<string[]> {
  const faults = Object.entries(TEXTS).map(async ([what, text]) => {
    const response = await send(operation, withText(exampleOf(operation), place, text) as Sent);
    const answer = (await response.json()) as { items?: unknown[] };
    if (response.status >= 500) return `${what} at ${place.join('.')}: ${response.status} ${JSON.stringify(answer)}`;
    const isFilter = place[0] === 'query' && !NO_FILTERS.has(place[1]!);
    // Jobs that really have the text, as a tag, come from another test.
    const has = (item: unknown) => JSON.stringify(item).includes(JSON.stringify(text).slice(1, -1));
    if (response.ok && isFilter && answer.items?.some((item) => !has(item)))
      return `${what} at ${place.join('.')} found something`;
    return [];
  });
  return (await Promise.all(faults)).flat();
}

/** Those that only read come first: what the others make would be found. */
const cases = OPERATIONS.toSorted((a, b) => Number(b.method === 'GET') - Number(a.method === 'GET')).map(
  (operation) => [operation.id, operation] as const,
);

// First, while nothing is due.
describe('a publisher', () => {
  const ofAnother = [poll.type, scores.name, `${scores.name}/polling`, `${scores.name}.poll-at-night`];
  /** What is a body of its own workload, where the example is none. */
  const own: Readonly<Record<string, unknown>> = {
    enqueueJobs: { type: bake.type, input: {} },
    actOnJobs: { action: { name: 'cancel', reason: 'none' }, filter: { workload: [baking.name] } },
  };
  const theirs = OPERATIONS.filter(({ role, method }) => role === 'publisher' && method !== 'GET');

  it('publishes to subjects of its own workloads alone, whatever it names', async () => {
    const key = await api.key({ role: 'publisher', workloads: [baking.name] });
    await backstage.broker.connection.flush();
    subjects.clear();
    for (const operation of theirs) {
      const example = exampleOf(operation);
      const good = { ...example, body: own[operation.id] ?? example.body };
      for (const place of placesOf(operation)) {
        const texts = [...ofAnother, job, ...Object.values(TEXTS)];
        const sent = texts.map((text) => send(operation, withText(good, place, text) as Sent, key));
        for (const { status } of await Promise.all(sent)) expect(status).toBeLessThan(500);
      }
      await send(operation, good, key);
    }
    await backstage.broker.connection.flush();
    const written = [...subjects].filter((subject) =>
      /^(?:jobs|events|dead|flows|schedules|notify|broadcast)\./.test(subject),
    );
    expect(written.filter((subject) => subject.startsWith('jobs.baking.ready.oven.')).length).toBeGreaterThan(0);
    expect(written.filter((subject) => subject.split('.').includes(scores.name))).toEqual([]);
    expect([...subjects].filter((subject) => /^(?:control|\$KV\.control)\./.test(subject))).toEqual([]);
  });
});

describe('a text that is more than a text to PostgreSQL or to the broker', () => {
  it.each(cases)('is only a text at every place of %s', async (_, operation) => {
    const faults: string[] = [];
    for (const place of placesOf(operation)) faults.push(...(await faultsAt(operation, place)));
    expect(faults).toEqual([]);
  });

  it('has made nothing in PostgreSQL, and no subject of its own', async () => {
    const rows: unknown = await api.dataSource.query(`SELECT to_regclass('kickoff.injected') AS made`);
    expect(rows).toEqual([{ made: null }]);
    await backstage.broker.connection.flush();
    expect(subjects.size).toBeGreaterThan(10);
    // A watch of a bucket names what it watches when it begins anew.
    const ofWatches = /^\$JS\.API\.CONSUMER\.CREATE\.KV_[\w-]+\.oc_\w+\.\$KV\.[\w-]+\.>$/;
    const told = [...subjects].filter((subject) => !ofWatches.test(subject));
    expect(told.filter((subject) => /injected|[*>\s]|[^\x20-\x7E]/.test(subject))).toEqual([]);
  });
});

describe('bodies that are none', () => {
  const json = 'application/json';
  const bodies: readonly [string, string, string | Uint8Array<ArrayBuffer>][] = [
    ['cut short', json, '{"a":'],
    ['deep', json, '['.repeat(50_000)],
    ['poisoned', json, '{"__proto__":{"role":"admin"}}'],
    ['no UTF-8', json, new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['UTF-16', `${json}; charset=utf-16`, new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00])],
    ['oversized', json, JSON.stringify('x'.repeat(8_000_001))],
    ['of another kind', 'application/xml', '<a/>'],
  ];

  it.each(cases.filter(([, operation]) => takesBody(operation)))('are refused by %s', async (_, operation) => {
    const { params } = exampleOf(operation);
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (__, name: string) => encodeURIComponent(params[name]!));
    for (const [what, type, body] of bodies) {
      const headers = { Authorization: `Bearer ${api.adminKey}`, 'Content-Type': type };
      const response = await api.fetch(path, { method: operation.method, headers, body });
      expect({ what, refused: [400, 413, 415].includes(response.status) }).toEqual({ what, refused: true });
    }
  });
});
