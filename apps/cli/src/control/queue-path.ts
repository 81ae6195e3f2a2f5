import { UsageError } from '../cli/command-error.js';

/** The parts of `<workload>/<queue>`. @throws UsageError */
export function queuePath(target: string): { workload: string; queue: string } {
  const [workload = '', queue = '', ...more] = target.split('/');
  if (workload !== '' && queue !== '' && more.length === 0) return { workload, queue };
  throw new UsageError(`a queue is named <workload>/<queue>, not ${JSON.stringify(target)}`, {
    where: 'queue',
    remedy: 'see `kickoff queues`',
  });
}

/** Argument of commands about one queue. */
export const QUEUE_ARGUMENT = { queue: { summary: '<workload>/<queue>', complete: 'queues' } } as const;
