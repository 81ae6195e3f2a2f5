import { durationMs, queueOf, type AnyContract } from '@kickoff/contracts';
import { newJobId } from '../job/job-id.js';
import type { SealingKeys } from '../sealing/sealing-keys.js';
import type { EnqueueOptions } from './enqueue-options.js';
import { jobMessage, type JobMessage } from './job-message.js';

/** The message of an enqueue with these options, at this server time. */
export function enqueueMessage(
  contract: AnyContract,
  input: unknown,
  options: EnqueueOptions & { parentId?: string | undefined },
  now: number,
  sealing?: SealingKeys,
): Promise<JobMessage> {
  return jobMessage(
    contract,
    input,
    {
      id: options.id ?? newJobId(now),
      derivedId: options.id !== undefined,
      now,
      runAt: options.delay === undefined ? options.at?.getTime() : now + durationMs(options.delay, 'delay'),
      priority: options.priority,
      tags: options.tags,
      attempts: options.attempts,
      parentId: options.parentId,
      carried: options.carry,
      watch: options.watch,
      sealing,
      key: options.uniqueKey,
    },
    queueOf(contract)?.priorities,
  );
}
