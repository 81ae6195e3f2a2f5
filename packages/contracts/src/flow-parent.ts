import { z } from 'zod';
import { JobError } from './job-error.js';

/** How a node of a flow can end. */
export const NODE_ENDS = {
  /** Its job, or its nested flow, ended well. */
  succeeded: 'succeeded',
  /** Its job is dead or expired, or its nested flow failed. */
  failed: 'failed',
  /** Its job was cancelled, alone or with the flow. */
  cancelled: 'cancelled',
  /** An operator decided to go on as if it had succeeded. It has no result. */
  skipped: 'skipped',
  /** What it waits for can no longer happen, e.g. the failure of a job that succeeded. It never ran. */
  unneeded: 'unneeded',
} as const;
export type NodeEnd = (typeof NODE_ENDS)[keyof typeof NODE_ENDS];

/** What became of a job that another job of the same flow waited for. */
export const ParentResult = z.object({
  /** Name in the flow; of a job in a nested flow `<flow>/<job>`. */
  name: z.string(),
  id: z.string(),
  type: z.string(),
  state: z.enum(Object.values(NODE_ENDS) as [NodeEnd, ...NodeEnd[]]),
  /** What its handler returned, as JSON keeps it. */
  output: z.unknown().optional(),
  error: JobError.optional(),
});
export type ParentResult = z.infer<typeof ParentResult>;

/** Request on `parents.<workload>.<job id>`: results after this one of the answer before; absent asks for the first. */
export const ParentsRequest = z.object({ after: z.string().optional() });
export type ParentsRequest = z.infer<typeof ParentsRequest>;

/** Its answer: some results in the order of the flow, and where to go on. */
export const ParentsReply = z.union([
  z.object({ parents: z.array(ParentResult), next: z.string().optional() }),
  z.object({ error: JobError.pick({ code: true, message: true }) }),
]);
export type ParentsReply = z.infer<typeof ParentsReply>;
