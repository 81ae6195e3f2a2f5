import { describe, expect, it } from '@jest/globals';
import type { JobContext } from '@kickoff/jobs';
import { UpstreamNotJson } from '@kickoff/upstream';
import { forEach } from './for-each.js';

function jobForTest() {
  const metrics: Record<string, number> = {};
  const job = {
    signal: new AbortController().signal,
    log: { warn: () => {} },
    metric: (name: string, value: number) => void (metrics[name] = (metrics[name] ?? 0) + value),
    progress: () => {},
  } as unknown as JobContext;
  return { job, metrics };
}

const unreadable = (what: number) => new UpstreamNotJson({ upstream: 'Riot', request: `GET /${what}` }, 'not JSON');

describe('forEach', () => {
  it('goes through the others when an answer cannot be read, and fails by the first such error', async () => {
    const { job, metrics } = jobForTest();
    const done: number[] = [];
    const all = forEach([1, 2, 3, 4], { job, atOnce: 1 }, (one) => {
      if (one % 2 === 0) return Promise.reject(unreadable(one));
      done.push(one);
      return Promise.resolve();
    });
    await expect(all).rejects.toThrow('Riot: GET /2: not JSON');
    expect(done).toEqual([1, 3]);
    expect(metrics).toEqual({ errors_encountered: 2 });
  });

  it('begins none after any other error, and ends when nothing runs any more', async () => {
    const { job } = jobForTest();
    const begun: number[] = [];
    let finish = () => {};
    let hasEnded = false;
    const all = forEach([1, 2, 3], { job, atOnce: 2 }, (one) => {
      begun.push(one);
      if (one === 1) return new Promise<void>((resolve) => (finish = resolve));
      return Promise.reject(new Error('the upstream is away'));
    });
    const ended = all.catch((error: Error) => {
      hasEnded = true;
      return error.message;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasEnded).toBe(false);
    finish();
    expect(await ended).toBe('the upstream is away');
    expect(begun).toEqual([1, 2]);
  });

  it('runs as many at once as it is told', async () => {
    const { job } = jobForTest();
    let running = 0;
    let most = 0;
    await forEach([1, 2, 3, 4, 5], { job, atOnce: 3 }, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    });
    expect(most).toBe(3);
  });
});
