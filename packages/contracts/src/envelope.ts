import { z } from 'zod';
import { ParentResult } from './flow-parent.js';

/** Body of a job's message: everything of the job that never changes. What changes is in headers and subject. */
export const Envelope = z.object({
  /** As the producer gave it, once the contract has accepted it. The worker parses it again, so transforms run once. */
  input: z.unknown().optional(),
  /** The input is in the object store, because it is too large for a message; `input` is absent then. */
  storedInput: z.object({ object: z.string(), bytes: z.int() }).optional(),
  /** Milliseconds since the epoch, by the producer's clock corrected to the server's. */
  enqueuedAt: z.number(),
  /** Version of the contract that validated the input. Absent means 1. */
  version: z.int().min(1).optional(),
  tags: z.array(z.string()).optional(),
  /** Id of the job whose handler enqueued this one. */
  parentId: z.string().optional(),
  /** Overrides the contract's attempts for this job. */
  attempts: z.int().min(1).optional(),
  /** Short texts that travel with the job and to the jobs that it enqueues, e.g. a trace or a tenant. */
  carried: z.record(z.string(), z.string()).optional(),
  /** Of a job of a flow: the results of those before it, when they are small. Absent: to be asked for. */
  parents: z.array(ParentResult).optional(),
});
export type Envelope = z.infer<typeof Envelope>;
