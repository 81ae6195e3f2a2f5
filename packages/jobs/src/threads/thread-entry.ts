import { workerData, type MessagePort } from 'node:worker_threads';
import { ThreadValueInvalid, useInstallation } from '@kickoff/contracts';
import { isCloneError, packError, type CrossingError } from './crossing-error.js';
import { threadJob } from './thread-job.js';
import type { Said, ThreadData, ThreadTask } from './thread-messages.js';
import { importRun } from './thread-module.js';

/** What the threads of a worker can do; the pool calls these functions by name. */

useInstallation((workerData as ThreadData).prefix);

/** Runs one job. The outcome is the last thing said on its port, so that it comes after all else that the run said. */
export async function runJob({ module, input, facts, port }: ThreadTask): Promise<void> {
  try {
    const run = await importRun(module, facts.type);
    returned(port, facts.type, await run(input, threadJob(facts, port)));
  } catch (error) {
    port.postMessage({ say: 'threw', error: packError(error) } satisfies Said);
  }
}

/** Loads a handler's module; answers what is wrong with it. */
export async function checkModule(task: Pick<ThreadTask, 'module'> & { type: string }): Promise<CrossingError | null> {
  try {
    await importRun(task.module, task.type);
    return null;
  } catch (error) {
    return packError(error);
  }
}

/** Does nothing: asked of a pool that is to start a thread. */
export function standBy(): void {}

function returned(port: MessagePort, jobType: string, output: unknown): void {
  try {
    port.postMessage({ say: 'returned', output } satisfies Said);
  } catch (error) {
    throw isCloneError(error) ? new ThreadValueInvalid(jobType, 'output', { cause: error }) : error;
  }
}
