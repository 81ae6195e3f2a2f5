import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '@kickoff/api-client';
import { answered } from '../api/answered.js';
import { progressBar } from '../cli/progress-bar.js';
import { jobsSeen, type Operation } from './operation-text.js';

const LOOK_AGAIN_MS = 500;
/** States of its job after which nothing more is done. */
const OVER: ReadonlySet<string> = new Set(['succeeded', 'dead', 'cancelled', 'expired']);

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
      if (OVER.has(operation.state)) return operation;
      await delay(LOOK_AGAIN_MS);
    }
  } finally {
    bar.stop();
  }
}
