import { ConfigurationInvalid } from '@kickoff/contracts';
import { wrapHandler } from '../middleware/wrap-handler.js';
import { sealedHandler } from '../sealing/sealed-handler.js';
import type { HandledJob } from './handler.js';
import type { WorkerOptions } from './worker-options.js';

/**
 * A handler with what its contract and the worker put around it; the handler itself when that is nothing.
 *
 * @throws ConfigurationInvalid when its contract has sensitive fields and the worker no keys
 */
export function prepareHandler(
  handled: HandledJob,
  { middleware = [], sealing }: Pick<WorkerOptions<never>, 'middleware' | 'sealing'>,
): HandledJob {
  const wrapped = wrapHandler(handled, middleware);
  if (!handled.contract.sensitive) return wrapped;
  if (!sealing)
    throw new ConfigurationInvalid(
      'worker.sealing',
      `is needed by ${handled.contract.type}, which has sensitive fields`,
    );
  return sealedHandler(wrapped, sealing);
}
