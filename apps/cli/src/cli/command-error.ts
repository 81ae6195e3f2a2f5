import { EXIT_CODES, type ExitCode } from './exit-codes.js';

/** What a command could not do: what was wrong, where, what to do about it. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** Stable, for `--json`. */
  readonly code: string;
  /** Which setting, argument, file or server. */
  readonly where: string | undefined;
  readonly remedy: string | undefined;
  readonly exitCode: ExitCode;

  constructor(
    message: string,
    {
      code = 'COMMAND_FAILED',
      where,
      remedy,
      exitCode = EXIT_CODES.failed,
      cause,
    }: { code?: string; where?: string; remedy?: string; exitCode?: ExitCode; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.where = where;
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}

/** A wrong command line. */
export class UsageError extends CommandError {
  constructor(message: string, { where, remedy }: { where?: string; remedy?: string } = {}) {
    super(message, { code: 'USAGE', where, remedy, exitCode: EXIT_CODES.usage });
  }
}

/** What was asked for is not there. */
export class NotFound extends CommandError {
  constructor(message: string, { where, remedy }: { where?: string; remedy?: string } = {}) {
    super(message, { code: 'NOT_FOUND', where, remedy, exitCode: EXIT_CODES.notFound });
  }
}
