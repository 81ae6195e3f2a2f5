import { DatabaseUnavailable } from '@kickoff/contracts';

/** Socket and name errors of Node. */
const NODE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** 08: connection; 57P01–57P05: shutting down, crashed, starting up, dropped; 53300: too many connections; 25006: read-only after a failover. */
const SQL_STATES = /^(08\d{3}|57P0[1-5]|53300|25006)$/;

/** What pg and TypeORM say without a code. */
const MESSAGES =
  /connection terminated|connection ended|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|pool after calling end|not initiali[sz]ed|connection is not established|already released|connection with (the )?database|driver not connected/i;

/** Whether the error means that PostgreSQL is unreachable for now, rather than that it refused a statement. */
export function isConnectionError(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true;
  if (error instanceof AggregateError) return error.errors.some(isConnectionError);
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') {
    if (NODE_CODES.has(code) || SQL_STATES.test(code)) return true;
    // A SQLSTATE of another class is an answer, so there is a connection.
    if (/^[0-9A-Z]{5}$/.test(code)) return false;
  }
  if (MESSAGES.test(error.message)) return true;
  return 'driverError' in error && isConnectionError(error.driverError);
}

/** The error that callers see: `DatabaseUnavailable` for a lost connection, the error itself otherwise. */
export function asDatabaseError(error: unknown): unknown {
  if (error instanceof DatabaseUnavailable || !isConnectionError(error)) return error;
  const detail = error instanceof Error ? error.message || error.name : String(error);
  return new DatabaseUnavailable(`PostgreSQL cannot be reached: ${detail}`, { cause: error });
}
