import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineJob } from './contract.js';
import type { KnownAs } from './known-as.js';
import { defineWorkload } from './workload.js';

const job = (type: string, knownAs?: KnownAs) =>
  defineJob({ type, knownAs, summary: 'Does it.', queue: 'work', input: z.object({ sport: z.string() }) });

describe('names that a job type is known as', () => {
  it('stand for parts of its input', () => {
    const names = { PollLiveFootballMatchesJob: { sport: 'football' }, poll_live: {} };
    expect(job('demo.poll-live', names).knownAs).toEqual(names);
    expect(job('demo.poll-live').knownAs).toEqual({});
  });

  it.each<[string, KnownAs, string]>([
    [
      'that could be a type',
      { 'demo.poll': {} },
      'demo.poll: must be letters, digits, _ and -, beginning with a letter',
    ],
    ['with a space', { 'poll live': {} }, 'poll live: must be letters'],
    ['without its fields', { poll: [] as never }, 'poll: must be the fields of the input that the name stands for'],
  ])('are refused: a name %s', (_, names, problem) => {
    expect(() => job('demo.poll-live', names)).toThrow(`demo.poll-live.knownAs.${problem.split(': ')[0]}`);
    expect(() => job('demo.poll-live', names)).toThrow(problem.split(': ')[1]);
  });

  it('belong to one type of a workload', () => {
    const contracts = [job('demo.poll-all', { poll: {} }), job('demo.poll-live', { poll: {} })];
    expect(() =>
      defineWorkload({ name: 'demo', summary: 'a test', contracts, queues: { work: { service: 'external' } } }),
    ).toThrow('demo.poll-live.knownAs.poll is a name of demo.poll-all, too');
  });
});
