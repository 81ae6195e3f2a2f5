import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '@kickoff/api-client';
import { answered } from '../api/answered.js';
import { progressBar } from '../cli/progress-bar.js';
import { hasEnded, LOOK_MS } from '../jobs/follow-job.js';
import { jobsSeen, type Operation } from './operation-text.js';

/** Shows how far an operation has come until it has ended. */
export async function followOperation(
  api: ApiClient,
  begun: Operation,
  stream: NodeJS.WriteStream,
): Promise<Operation> {
  const bar = progressBar(begun.action.name, begun.total, stream);
  const params = { path: { id: begun.id } };
  try {
    for (let seen = 0; ;) {
      const operation = await answered(api.GET('/operations/{id}', { params }));
      bar.increment(jobsSeen(operation) - seen);
      seen = jobsSeen(operation);
      if (hasEnded(operation)) return operation;
      await delay(LOOK_MS);
    }
  } finally {
    bar.stop();
  }
}
