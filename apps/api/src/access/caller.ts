import type { Role } from '@kickoff/contracts';

/** Whoever sent a request, by its key. */
export interface Caller {
  keyId: string;
  /** The key's. */
  name: string;
  /** Undefined: no key. */
  role: Role | undefined;
  /** Whether inputs and outputs are shown to it. */
  payloads: boolean;
  /** A publisher's. */
  workloads: readonly string[];
}

/** A request to something public. */
export const NOBODY: Caller = { keyId: '', name: 'nobody', role: undefined, payloads: false, workloads: [] };

declare module 'fastify' {
  interface FastifyRequest {
    /** Set when the request has a good key. */
    caller?: Caller;
    /** Why the request's key is none that is good. */
    refusal?: Error;
  }
}
