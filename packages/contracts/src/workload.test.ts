import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defineJob } from './contract.js';
import type { Priority } from './priority.js';
import { defineWorkload, queueOf, type WorkloadOptions } from './workload.js';

const job = (type: string, { queue = 'work', priority }: { queue?: string; priority?: Priority } = {}) =>
  defineJob({ type, summary: 'For tests.', queue, priority, input: z.object({}) });
const workload = (changes: Partial<WorkloadOptions>) => () =>
  defineWorkload({
    name: 'demo',
    summary: 'A demo.',
    contracts: [],
    queues: { work: { service: 'poller' } },
    ...changes,
  });

describe('defineWorkload', () => {
  it('gives its queues their default priorities and its contracts their queues', () => {
    const first = job('demo.a-job');
    const second = job('demo.b-job', { queue: 'urgent', priority: 'critical' });
    expect(queueOf(first)).toBeUndefined();
    const defined = workload({
      contracts: [first, second],
      queues: { work: { service: 'poller' }, urgent: { service: 'external', priorities: ['critical'] } },
    })();
    expect(defined.queues).toEqual([
      { name: 'work', service: 'poller', priorities: ['high', 'normal'] },
      { name: 'urgent', service: 'external', priorities: ['critical'] },
    ]);
    expect(defined.channels).toEqual([]);
    expect([queueOf(first)?.name, queueOf(second)?.name]).toEqual(['work', 'urgent']);
  });

  it.each<[string, Partial<WorkloadOptions>, string]>([
    ['its name', { name: 'Demo' }, 'workload.name must be kebab-case, got "Demo"'],
    [
      'the name of a queue',
      { queues: { 'my.queue': { service: 'poller' } } },
      'demo.queues names must be kebab-case, got "my.queue"',
    ],
    [
      'a contract of another workload',
      { contracts: [job('other.a-job')] },
      'demo.contracts holds other.a-job, which belongs to workload other',
    ],
    [
      'contracts out of order',
      { contracts: [job('demo.b-job'), job('demo.a-job')] },
      'demo.contracts must be in alphabetical order without doubles: a-job stands after b-job',
    ],
    [
      'a contract that is there twice',
      { contracts: [job('demo.a-job'), job('demo.a-job')] },
      'demo.contracts must be in alphabetical order without doubles: a-job stands after a-job',
    ],
    [
      'a queue with a typing error',
      { contracts: [job('demo.a-job', { queue: 'wrok' })] },
      'demo.a-job.queue wrok is not a queue of demo; did you mean work?',
    ],
    [
      'a queue that is none',
      { contracts: [job('demo.a-job', { queue: 'something-else' })] },
      'demo.a-job.queue something-else is not a queue of demo',
    ],
    [
      'a priority that the queue lacks',
      { contracts: [job('demo.a-job', { priority: 'low' })] },
      'demo.a-job.priority low is not declared by queue demo/work (high, normal)',
    ],
    [
      'a channel that is no pattern',
      { channels: [{ pattern: 'a.b', visibility: 'public' }] },
      'demo.channels must be parts of letters, digits, - and _ joined by /, got "a.b"',
    ],
  ])('refuses %s, path first', (_, changes, message) => {
    expect(workload(changes)).toThrow(new Error(message));
  });
});
