import type { components } from '@kickoff/api-client';

/** What a change of a limit or of defaults is answered with, for people. */
export function overrideText({ what, terms, by }: components['schemas']['Override']): string {
  return terms === null ? `${what}: as the code says again` : `${what}: ${JSON.stringify(terms)}, by ${by}`;
}
