import { z } from 'zod';

/** An error (RFC 9457). */
export const Problem = z
  .object({
    type: z.string().meta({ description: '`urn:kickoff:error:` and the code.' }),
    title: z.string().meta({ description: "The status's name." }),
    status: z.int(),
    detail: z.string().meta({ description: 'What was wrong, where, and what to do.' }),
    instance: z.string().meta({ description: 'Path of the request.' }),
    code: z.string().meta({ description: 'Stable; match on this.' }),
    requestId: z.string().optional().meta({ description: 'The `X-Request-Id` of the request; the log has it too.' }),
    issues: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Places of the request that are wrong, with what was expected.' }),
    count: z.int().optional().meta({ description: 'How many there are now, where the caller said another number.' }),
    retryAfter: z.number().optional().meta({ description: 'Seconds after which trying again makes sense.' }),
  })
  .meta({ id: 'Problem', description: 'An error (RFC 9457).' });
export type Problem = z.infer<typeof Problem>;
