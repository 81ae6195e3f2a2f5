import { z } from 'zod';

/** A GitHub login: letters, digits and single hyphens inside, at most 39. */
export const Username = z
  .string()
  .trim()
  .regex(/^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i, { error: 'must be the login of a GitHub user' });

/** Which analysis a job works on. The username is part of it so that jobs can be searched by it. */
export const AnalysisSubject = z.object({ analysisId: z.uuid(), username: Username });
export type AnalysisSubject = z.output<typeof AnalysisSubject>;

export function analysisTags({ username }: AnalysisSubject): string[] {
  return ['analysis', `username:${username}`];
}
