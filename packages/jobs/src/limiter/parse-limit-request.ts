import type { Msg } from '@nats-io/transport-node';
import { LimitRequest } from '@kickoff/contracts';

/** Undefined when it is none. */
export function parseLimitRequest(message: Msg): LimitRequest | undefined {
  try {
    return LimitRequest.parse(message.json());
  } catch {
    return undefined;
  }
}
