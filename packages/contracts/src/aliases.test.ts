import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { isJobOf } from './aliases.js';
import { defineJob } from './contract.js';
import { defineWorkload } from './workload.js';

const job = (type: string, aliases?: readonly string[]) =>
  defineJob({ type, aliases, summary: 'Does it.', queue: 'work', input: z.object({}) });
const workload = (...contracts: ReturnType<typeof job>[]) =>
  defineWorkload({ name: 'demo', summary: 'a test', contracts, queues: { work: { service: 'external' } } });

describe('aliases of a job type', () => {
  it('are its former names', () => {
    const renamed = job('demo.poll-live', ['demo.fetch-live', 'demo.get-live']);
    expect(renamed.aliases).toEqual(['demo.fetch-live', 'demo.get-live']);
    expect(['demo.poll-live', 'demo.get-live', 'demo.poll-all'].map((name) => isJobOf(renamed, name))).toEqual([
      true,
      true,
      false,
    ]);
    expect(workload(job('demo.a-job'), renamed).contracts).toHaveLength(2);
  });

  it.each<[string, string[], string]>([
    ['of another workload', ['other.a-job'], 'is of workload other; a job stays in the stream of its own, demo'],
    ['that is no name', ['demo.Fetch'], 'must be <workload>.<verb-noun> in kebab-case, got "demo.Fetch"'],
    ['without a workload', ['a-job'], 'must be <workload>.<verb-noun> in kebab-case, got "a-job"'],
    ['that is its own', ['demo.a-job'], 'is the type itself'],
  ])('refuse a name %s', (_, aliases, problem) => {
    expect(() => job('demo.a-job', aliases)).toThrow(`demo.a-job.aliases[0] ${problem}`);
  });

  it('refuse a name that is given twice', () => {
    expect(() => job('demo.a-job', ['demo.b-job', 'demo.b-job'])).toThrow(
      'demo.a-job.aliases[1] gives demo.b-job twice',
    );
  });

  it('refuse a name that another type of the workload has or had', () => {
    expect(() => workload(job('demo.a-job', ['demo.b-job']), job('demo.b-job'))).toThrow(
      'demo.a-job.aliases[0] demo.b-job is a job type of its own',
    );
    expect(() => workload(job('demo.a-job', ['demo.old-job']), job('demo.b-job', ['demo.old-job']))).toThrow(
      'demo.b-job.aliases[0] demo.old-job is an alias of demo.a-job, too',
    );
  });
});
