import { describe, expect, it } from '@jest/globals';
import { activeJob, type ActiveJob } from './active-job.js';
import { jobEvent, type EventJson } from './event-json.js';
import type { JobContext } from './job-context.js';
import { addressOn, jobRoute } from './job-route.js';
import { PlainSuccess } from './plain-success.js';

const WORKER = JSON.stringify('worker "1"');

function run(id: string, { revision = 1, delivery = 1, attempt = 1, startedAt = 1_000, context = {} } = {}): ActiveJob {
  const subject = `jobs.letters.ready.post.high.send-letter.-.${id}`;
  const route = jobRoute(subject)!;
  const bodyText = `{"input":{"to":"${id}"},"enqueuedAt":900}`;
  const received = {
    address: addressOn(route, subject),
    route,
    type: route.type,
    revision,
    delivery,
    attempt,
    bodyText,
  };
  const job = activeJob(received as unknown as ActiveJob['received'], -1);
  job.startedAt = startedAt;
  job.envelope = { input: {}, enqueuedAt: 900 };
  job.context = context as JobContext;
  return job;
}

function parsed({ json, envelope }: EventJson): unknown {
  return { ...(JSON.parse(`${json}}`) as object), envelope };
}

describe('the event of a run that left nothing behind', () => {
  it('says what every other event would say, also when the one before differed', () => {
    const plain = new PlainSuccess(WORKER);
    const jobs: [ActiveJob, number][] = [
      [run('a'), 2_000],
      [run('b'), 2_000],
      [run('c', { attempt: 2, revision: 3 }), 2_000],
      [run('d', { delivery: 2 }), 2_000],
      [run('e', { startedAt: 1_001 }), 2_000],
      [run('f', { startedAt: 1_001 }), 2_001],
      [run('a'), 2_000],
    ];
    for (const [job, endedAt] of jobs) {
      const change = { state: 'succeeded', at: endedAt, outcome: 'succeeded', endedAt } as const;
      expect(parsed(plain.event(job, undefined, endedAt)!)).toEqual(parsed(jobEvent(job, WORKER, change)));
    }
  });

  it('is left to others when there is more to say', () => {
    const plain = new PlainSuccess(WORKER);
    expect(plain.event(run('a'), 0, 2_000)).toBeUndefined();
    for (const left of ['progressed', 'metrics', 'annotations', 'logged'])
      expect(plain.event(run('a', { context: { [left]: {} } }), undefined, 2_000)).toBeUndefined();
  });
});
