import { describe, expect, it } from '@jest/globals';
import { errorCode } from '@kickoff/contracts';
import {
  UpstreamFailed,
  UpstreamNotReady,
  UpstreamQuotaUsedUp,
  UpstreamRateLimited,
  UpstreamUnavailable,
} from '../upstream-errors.js';
import { askForJob } from './ask-for-job.js';
import type { UpstreamJob } from './upstream-job.js';

const NAME = { upstream: 'library', request: 'GET /books' };
const LATER = Date.UTC(2026, 0, 1, 12);

/** A job that writes down what is asked of it. */
function setup() {
  const said: unknown[] = [];
  const job: UpstreamJob = {
    signal: new AbortController().signal,
    log: { warn: (message) => said.push(['warn', message]) },
    limit: (name) => ({
      take: (options) => Promise.resolve(said.push(['take', name, options])),
      close: (until, reason, { key } = {}) =>
        Promise.resolve(void said.push(['close', name, until.getTime(), reason, key])),
    }),
    metric: (name, value) => void said.push(['metric', name, value]),
    deferUntil(time, why) {
      said.push(['defer', time.getTime(), why]);
      throw new Error('left');
    },
  };
  return { job, said };
}

describe('askForJob', () => {
  it('waits for its turn before it asks, and counts the request', async () => {
    const { job, said } = setup();
    const answer = await askForJob(job, 'requests', () => Promise.resolve(said.push('asked')), { cost: 2, key: 'euw' });
    expect(answer).toBe(3);
    expect(said).toEqual([['take', 'requests', { cost: 2, key: 'euw' }], ['metric', 'requests', 1], 'asked']);
  });

  it.each([
    [new UpstreamRateLimited(NAME, LATER), 'too many requests; library asks to wait until 2026-01-01T12:00:00.000Z'],
    [new UpstreamQuotaUsedUp(NAME, LATER), 'quota used up until 00:00 UTC'],
  ])('closes the limit for everybody and lets the job wait: %s', async (error, notice) => {
    const { job, said } = setup();
    const onHeldBack = () => Promise.resolve(void said.push('told'));
    await expect(askForJob(job, 'requests', () => Promise.reject(error), { key: 'euw', onHeldBack })).rejects.toThrow(
      'left',
    );
    expect(said.slice(2)).toEqual([
      ['close', 'requests', LATER, notice, 'euw'],
      ['warn', notice],
      'told',
      ['defer', LATER, notice],
    ]);
  });

  it.each([new UpstreamUnavailable(NAME, LATER), new UpstreamNotReady(NAME, LATER)])(
    'lets this job alone wait: %s',
    async (error) => {
      const { job, said } = setup();
      await expect(askForJob(job, 'requests', () => Promise.reject(error))).rejects.toThrow('left');
      expect(said.slice(2)).toEqual([['defer', LATER, error.message]]);
    },
  );

  it('lets any other error fail the attempt', async () => {
    const { job } = setup();
    const asked = askForJob(job, 'requests', () => Promise.reject(new UpstreamFailed(NAME, 500, 'status 500')));
    await expect(asked.catch(errorCode)).resolves.toBe('UPSTREAM_FAILED');
  });
});
