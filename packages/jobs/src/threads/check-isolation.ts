import { ConfigurationInvalid } from '@kickoff/contracts';
import type { HandledJob } from '../worker/handler.js';
import { ThreadHandler } from './handle-in-thread.js';

/** @throws ConfigurationInvalid when a contract asks for a thread and its handler is none for threads, or the other way round */
export function checkIsolation({ contract, handler }: HandledJob): void {
  if (handler instanceof ThreadHandler === (contract.isolation === 'thread')) return;
  throw new ConfigurationInvalid(
    contract.type,
    contract.isolation
      ? "has `isolation: 'thread'`, so its handler is a module; make it with handleInThread"
      : "has no `isolation: 'thread'`, so its handler is no module; make it with handle",
  );
}
