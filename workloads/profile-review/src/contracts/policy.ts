import { errorCode } from '@kickoff/contracts';

/** What asking again does not mend: no such user or model, and input that the upstream calls wrong. */
const FINAL = ['UPSTREAM_NOT_FOUND', 'UPSTREAM_REFUSED'];

/** What jobs on one analysis share. One whose analysis was deleted meanwhile ends as cancelled. */
export const ON_AN_ANALYSIS = {
  retryIf: (error: unknown) => !FINAL.includes(errorCode(error) ?? ''),
  deleteWhenMissing: true,
} as const;
