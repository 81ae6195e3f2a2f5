import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { JOB_STATES } from '@kickoff/contracts';
import { inheritedEnvironment } from '@kickoff/embedded';
import { pollLiveMatches } from '@kickoff/live-scores/contracts';
import { servicesForTest } from '../bad-input/services-for-test.js';
import { textOf } from '../documents/documents-for-test.js';

/** Runs what docs/coming-from.md says, row by row. */

const COMMAND = join(fileURLToPath(new URL('../../..', import.meta.url)), 'apps', 'cli', 'bin', 'kickoff.js');
const ADMIN_KEY = `kk_${'c'.repeat(43)}`;

/** What stands in backquotes in the right column of a table, with the left column's cell. */
const targets = [...textOf('docs/coming-from.md').matchAll(/^\| (.*?) +\| (.*?) +\|$/gm)]
  .filter(([, there]) => there !== 'there' && !/^-+$/.test(there!))
  .flatMap(([, there = '', here = '']) => [...here.matchAll(/`([^`]+)`/g)].map(([, target = '']) => [there, target]));
const targetsThat = (is: RegExp) => targets.filter(([, target = '']) => is.test(target)) as [string, string][];

/** Which do not end by themselves. */
const SERVE = /^kickoff (up|work)$/;

describe('docs/coming-from.md', () => {
  const services = servicesForTest({ settings: { KICKOFF_API_ADMIN_KEY: ADMIN_KEY } });
  let job: string;

  beforeAll(async () => {
    const { jobs, settled, rows } = services();
    ({ id: job } = await jobs.enqueue(pollLiveMatches, { sport: 'football' }));
    await settled();
    let found: unknown[] = [];
    while (found.length === 0)
      found = await rows("SELECT 1 FROM kickoff.jobs WHERE id = $1 AND state = 'succeeded'", [job]);
  }, 60_000);

  const kickoff = async (words: readonly string[]) => {
    const { api, nats, postgres } = services().platform.addresses;
    const child = spawn(process.execPath, [COMMAND, ...words], {
      env: {
        ...inheritedEnvironment(),
        KICKOFF_API_URL: api,
        KICKOFF_API_KEY: ADMIN_KEY,
        KICKOFF_NATS_URL: nats,
        KICKOFF_DATABASE_URL: postgres,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [output, problem, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((resolve) => child.once('exit', resolve)),
    ]);
    return { code, said: code === 0 ? '' : `${output}${problem}` };
  };

  const request = async (method: string, path: string, body: string | undefined) => {
    const response = await fetch(`${services().platform.addresses.api}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${ADMIN_KEY}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      body,
    });
    return { ok: response.ok, said: response.ok ? '' : await response.text() };
  };

  it('has a target for everything that it names', () => {
    expect(targets.length).toBeGreaterThan(60);
  });

  it.each(targetsThat(/^kickoff /).filter(([, line]) => !SERVE.test(line)))('%s: %s', async (_, line) => {
    expect(await kickoff(line.replace('<job>', job).split(' ').slice(1))).toEqual({ code: 0, said: '' });
  });

  it.each(targetsThat(SERVE))('%s: %s is there', async (_, line) => {
    expect(await kickoff([...line.split(' ').slice(1), '--help'])).toEqual({ code: 0, said: '' });
  });

  it.each(targetsThat(/^(GET|POST|PUT) \//))('%s: %s', async (_, target) => {
    const [, method, path, body] = /^(\w+) (\S+)(?: (.*))?$/.exec(target)!;
    expect(await request(method!, path!.replace('<job>', job), body)).toEqual({ ok: true, said: '' });
  });

  it.each(targetsThat(/^kickoff\./))('%s: %s', async (_, relation) => {
    expect(await services().rows('SELECT to_regclass($1) IS NOT NULL AS there', [relation])).toEqual([{ there: true }]);
  });

  it.each(targetsThat(/^live-scores\.[a-z-]+$/))('%s is known as a name of %s', async (there, type) => {
    const name = there.replaceAll('`', '');
    const response = await fetch(`${services().platform.addresses.api}/api/v1/types/${name}`, {
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    });
    expect(await response.json()).toMatchObject({ type, knownAs: expect.arrayContaining([name]) });
    expect(await request('GET', `/jobs?type=${name}`, undefined)).toEqual({ ok: true, said: '' });
  });

  it.each(targetsThat(/^[a-z]+$/).filter(([there]) => /^(the status|`(running|success|failed)`)/.test(there)))(
    '%s: the state %s',
    (_, state) => expect(Object.values(JOB_STATES)).toContain(state),
  );
});
