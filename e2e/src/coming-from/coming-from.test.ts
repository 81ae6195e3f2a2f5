import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runCommand } from '@kickoff/cli/testing';
import { JOB_STATES } from '@kickoff/contracts';
import { pollLiveMatches } from '@kickoff/live-scores/contracts';
import { servicesForTest } from '../bad-input/services-for-test.js';
import { textOf } from '../documents/documents-for-test.js';
import { until } from '../replay/until.js';

/** Runs what docs/coming-from.md says, row by row. */

const ADMIN_KEY = `kk_${'c'.repeat(43)}`;

/** What stands in backquotes in the right column of a table, with the left column's cell. */
const targets = [...textOf('docs/coming-from.md').matchAll(/^\| (.*?) +\| (.*?) +\|$/gm)]
  .filter(([, there]) => there !== 'there' && !/^-+$/.test(there!))
  .flatMap(([, there = '', here = '']) => [...here.matchAll(/`([^`]+)`/g)].map(([, target = '']) => [there, target]));
const targetsThat = (is: RegExp) => targets.filter(([, target = '']) => is.test(target)) as [string, string][];

/** As a shell parts them: what stands in quotes is one. */
const wordsOf = (line: string) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);

/** Which do not end by themselves, or end what the others need. */
const SERVE = /^kickoff (up|work|terminate)$/;

const TYPE = /^(live-scores|match-predictions|player-watch|profile-review)\.[a-z-]+$/;

/** Which go through dead letters: the record may still show one that the row before has retried. */
const OF_LETTERS = /--all|retry|flush/;

describe('docs/coming-from.md', () => {
  const services = servicesForTest({
    settings: {
      KICKOFF_API_ADMIN_KEY: ADMIN_KEY,
      KICKOFF_WORKLOADS:
        '@kickoff/live-scores,@kickoff/match-predictions,@kickoff/player-watch,@kickoff/profile-review',
      PROFILE_REVIEW_SCHEDULES: 'off',
      MATCH_PREDICTIONS_SCHEDULES: 'off',
      // Where nobody listens: what is enqueued there need not succeed.
      MATCH_PREDICTIONS_URL: 'http://127.0.0.1:9',
      PLAYER_WATCH_SCHEDULES: 'off',
    },
  });
  let job: string;
  let dead: string;

  beforeAll(async () => {
    const { jobs, simulator, settled, rows } = services();
    await simulator.order({ misbehave: { kind: 'refused', matching: '/basketball/', times: 'always' } });
    ({ id: job } = await jobs.enqueue(pollLiveMatches, { sport: 'football' }));
    ({ id: dead } = await jobs.enqueue(pollLiveMatches, { sport: 'basketball' }));
    await settled();
    const ended = () =>
      rows<{ state: string }>('SELECT state FROM kickoff.jobs WHERE id IN ($1, $2) ORDER BY state', [job, dead]);
    await until(async () => isDeepStrictEqual(await ended(), [{ state: 'dead' }, { state: 'succeeded' }]), {
      timeoutMs: 30_000,
      what: 'the record of two jobs',
    });
    // Loads the command's modules: what connects meanwhile would run out of time.
    await kickoff(['doctor']);
  }, 60_000);

  const filled = (target: string) => target.replace('<job>', job).replace('<dead>', dead);

  const kickoff = async (words: readonly string[]) => {
    const { api, nats, postgres } = services().platform.addresses;
    const { code, stdout, stderr } = await runCommand(words, {
      env: {
        KICKOFF_API_URL: api,
        KICKOFF_API_KEY: ADMIN_KEY,
        KICKOFF_NATS_URL: nats,
        KICKOFF_DATABASE_URL: postgres,
      },
    });
    return { code, said: code === 0 ? '' : `${stdout}${stderr}` };
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
    if (!OF_LETTERS.test(line))
      return expect(await kickoff(wordsOf(filled(line)).slice(1))).toEqual({ code: 0, said: '' });
    let result: unknown;
    const succeeds = async () => {
      result = await kickoff(wordsOf(filled(line)).slice(1));
      return isDeepStrictEqual(result, { code: 0, said: '' });
    };
    await until(succeeds, { timeoutMs: 10_000, what: line }).catch(() => undefined);
    expect(result).toEqual({ code: 0, said: '' });
  });

  it.each(targetsThat(SERVE))('%s: %s is there', async (_, line) => {
    expect(await kickoff([...line.split(' ').slice(1), '--help'])).toEqual({ code: 0, said: '' });
  });

  it.each(targetsThat(/^(GET|POST|PUT) \//))('%s: %s', async (_, target) => {
    const [, method, path, body] = /^(\w+) (\S+)(?: (.*))?$/.exec(target)!;
    expect(await request(method!, filled(path!), body)).toEqual({ ok: true, said: '' });
  });

  it.each(targetsThat(/^(kickoff|profile_review)\./))('%s: %s', async (_, relation) => {
    expect(await services().rows('SELECT to_regclass($1) IS NOT NULL AS there', [relation])).toEqual([{ there: true }]);
  });

  it.each(targetsThat(TYPE))('%s is known as a name of %s', async (there, type) => {
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
