import { describe, expect, it } from '@jest/globals';
import { jobSubject, parseJobSubject } from '@kickoff/contracts';
import { addressOn, jobRoute } from './job-route.js';

describe('the route of a job', () => {
  const address = {
    workload: 'letters',
    place: 'ready',
    queue: 'post',
    priority: 'high',
    name: 'send-letter',
    key: '-',
    id: 'a',
  } as const;

  it('gives the address back, with and without a key', () => {
    for (const subject of [jobSubject(address), jobSubject({ ...address, key: '0123456789abcdef', id: 'b' })]) {
      const route = jobRoute(subject)!;
      expect(addressOn(route, subject)).toEqual(parseJobSubject(subject));
      expect(route.type).toBe('letters.send-letter');
    }
  });

  it('is the same one for jobs that differ by id alone', () => {
    const route = jobRoute(jobSubject(address));
    expect(jobRoute(jobSubject({ ...address, id: 'b' }))).toBe(route);
    expect(jobRoute(jobSubject({ ...address, priority: 'normal' }))).not.toBe(route);
  });

  it("is none of a subject that is no job's", () => {
    for (const subject of [
      'jobs',
      'jobs.letters.ready',
      'jobs.letters.ready.post.high.send-letter.-',
      `${jobSubject(address)}.b`,
    ])
      expect(jobRoute(subject)).toBeUndefined();
  });
});
