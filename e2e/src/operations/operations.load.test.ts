import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCommand } from '@kickoff/cli/testing';
import { Platform } from '@kickoff/embedded';
import { applyTopology, Broker } from '@kickoff/jobs';
import { operationsOf, type ApiDocument } from '../fuzz/api-document.js';
import { textOf } from '../documents/documents-for-test.js';
import { until } from '../replay/until.js';
import { CASES } from './cases-for-test.js';
import { cellar, kitchen, pantry, startKitchen, untilAnnounced } from './kitchen.js';
import type { Ask, Effect, OperationCase } from './way.js';

const ADMIN_KEY = `kk_${'o'.repeat(43)}`;
const PATIENCE_MS = 90_000;

/** Operations, as the document says which there are. */
const operations = operationsOf(JSON.parse(textOf('docs/reference/openapi.json')) as ApiDocument)
  .map(({ id }) => id)
  .sort();

let platform: Platform;
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'kickoff-operations-'));
  closing.push(() => rm(directory, { recursive: true, force: true }));
  platform = await Platform.start({
    directory,
    services: ['scheduler', 'recorder', 'api'],
    processes: 'one',
    durability: 'fast',
    environment: (service): Record<string, string> => (service === 'api' ? { KICKOFF_API_ADMIN_KEY: ADMIN_KEY } : {}),
  });
  closing.push(() => platform.stop());
  const broker = await Broker.connect({ servers: platform.addresses.nats, name: 'operations' });
  await applyTopology(broker, [cellar, kitchen, pantry]);
  closing.push(() => broker.close(), await startKitchen(platform.addresses.nats));
  // An alert for each way of each case that changes one; they are looked for every ten seconds.
  for (const id of ['any-dead-a', 'any-dead-b', 'any-dead-c', 'any-dead-d'])
    await ask('POST', '/alerts/rules', { id, kind: 'dead-letters', threshold: 1 });
  await untilAnnounced(ask);
  await ask('POST', '/jobs', { type: 'kitchen.burn', input: {} });
}, 120_000);

const ask: Ask = async (method, path, body) => {
  const response = await fetch(`${platform.addresses.api}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${ADMIN_KEY}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
  return JSON.parse(answer) as Record<string, unknown>;
};

/** What the command prints. */
async function kickoff(words: readonly string[]): Promise<string> {
  const { api, nats, postgres } = platform.addresses;
  const { code, stdout, stderr } = await runCommand([...words, '--json'], {
    env: {
      KICKOFF_API_URL: api,
      KICKOFF_API_KEY: ADMIN_KEY,
      KICKOFF_NATS_URL: nats,
      KICKOFF_DATABASE_URL: postgres,
    },
  });
  expect({ code, problem: code === 0 ? '' : `${stdout}${stderr}` }).toEqual({ code: 0, problem: '' });
  return stdout;
}

async function comesTrue([path, matches]: Effect): Promise<void> {
  let seen: unknown;
  await until(
    async () => {
      seen = await ask('GET', path);
      return matchesNow(seen, matches);
    },
    { timeoutMs: PATIENCE_MS, what: path },
  ).catch(() => expect(seen).toMatchObject(matches));
}

function matchesNow(seen: unknown, matches: object): boolean {
  try {
    expect(seen).toMatchObject(matches);
    return true;
  } catch {
    return false;
  }
}

let words = 0;
/** Of letters only: numbers in messages of errors make no groups. */
const newWord = () => `word-${String((words += 1)).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!)}`;

/** Changes one thing by HTTP and another one by the command. */
async function drive({ make, http, cli, effect, after }: OperationCase): Promise<void> {
  for (const way of ['http', 'cli'] as const) {
    const word = newWord();
    const thing = make ? await make(ask, word) : word;
    if (way === 'http') await ask(...http(thing));
    else await kickoff(cli(thing));
    await comesTrue(effect!(thing));
    if (after) await ask(...after);
  }
}

/** Reads the same by HTTP and by the command. */
async function read({ make, http, cli, shows, after }: OperationCase): Promise<void> {
  const word = newWord();
  const thing = make ? await make(ask, word) : word;
  const part = shows ?? thing;
  await until(async () => JSON.stringify(await ask(...http(thing))).includes(part), {
    timeoutMs: PATIENCE_MS,
    what: `${http(thing).join(' ')} that shows ${part}`,
  });
  expect(await kickoff(cli(thing))).toContain(part);
  if (after) await ask(...after);
}

describe('every operation of the API', () => {
  it('has a case here', () => {
    expect(Object.keys(CASES).sort()).toEqual(operations);
  });

  it.each(operations)('%s is one of those that its command says it does', (id) => {
    const command = `kickoff ${CASES[id]!.cli('x').join(' ')} `;
    const sections = textOf('docs/reference/cli.md').split('\n## ').slice(1);
    const said = sections.filter((section) => command.startsWith(`${section.split('\n')[0]} `));
    const longest = said.toSorted((a, b) => b.indexOf('\n') - a.indexOf('\n'))[0];
    expect(longest).toMatch(new RegExp(`^Operations:.*\`${id}\``, 'm'));
  });

  it.each(operations)(
    '%s does by HTTP and by command what it says',
    async (id) => (CASES[id]!.effect ? drive(CASES[id]!) : read(CASES[id]!)),
    2 * PATIENCE_MS,
  );
});
