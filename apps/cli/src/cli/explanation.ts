import type { ExitCode } from './exit-codes.js';

/** An error as the command tells it. */
export interface Explanation {
  code: string;
  /** What was wrong. */
  what: string;
  /** Which setting, argument, file or server. */
  where: string | undefined;
  /** What to do about it. */
  remedy: string | undefined;
  exitCode: ExitCode;
  /** Places of a request to the api that are wrong, for programs. */
  issues?: readonly { path: string; message: string }[];
}
