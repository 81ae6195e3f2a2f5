import { UsageError } from '../cli/command-error.js';

/**
 * Workload and name of `<workload>/<limit>`.
 *
 * @throws UsageError when it is not that
 */
export function limitName(text: string): { workload: string; limit: string } {
  const [workload, limit, ...more] = text.split('/');
  if (workload && limit && more.length === 0) return { workload, limit };
  throw new UsageError(`a limit is named <workload>/<limit>, not ${JSON.stringify(text)}`, { where: 'limit' });
}
