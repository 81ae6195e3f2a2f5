import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../cli/command-error.js';
import { EXIT_CODES } from '../cli/exit-codes.js';

/** An api that has not answered by then is as good as away. */
const PATIENCE_MS = 30_000;
const MOST_TRIES = 4;
const BETWEEN_TRIES_MS = 250;
/** Who is told to come back later than this is told so instead. */
const MOST_WAIT_MS = 10_000;

/** Answers that say that nothing was done, and when to ask again: too many requests, or the same one still running. */
const ASK_AGAIN = [409, 429];

/**
 * How requests reach the api. Every POST gets an `Idempotency-Key`, so that a request whose connection broke can be sent
 * again and is done once.
 *
 * @throws CommandError when nobody answers, or somebody else than the api
 */
export async function apiTransport(request: Request): Promise<Response> {
  if (request.method === 'POST' && !request.headers.has('Idempotency-Key'))
    request.headers.set('Idempotency-Key', randomUUID());
  for (let tries = 1; ; tries += 1) {
    const isLast = tries === MOST_TRIES;
    try {
      const response = await fetch(request.clone(), { signal: AbortSignal.timeout(PATIENCE_MS) });
      const waitMs = waitOf(response);
      if (isLast || waitMs === undefined) return await assertOfApi(response, request);
      await sleep(waitMs);
    } catch (error) {
      if (error instanceof CommandError) throw error;
      if (isLast || !isBroken(error)) throw unreachable(request, error);
      await sleep(BETWEEN_TRIES_MS);
    }
  }
}

/** Milliseconds until the request may be sent again; undefined when its answer is final. */
function waitOf({ status, headers }: Response): number | undefined {
  const seconds = headers.get('Retry-After');
  if (!ASK_AGAIN.includes(status) || seconds === null) return undefined;
  const ms = Number(seconds) * 1_000;
  return ms <= MOST_WAIT_MS ? ms : undefined;
}

/** Whether the connection was there and went away, as when the api is replaced; not when there was none. */
function isBroken(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(codeOf(error) ?? '');
}

/** Of the socket's error, which fetch hides in its own. */
function codeOf(error: unknown): string | undefined {
  const { cause } = error as { cause?: { code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : undefined;
}

function unreachable({ url }: Request, error: unknown): CommandError {
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  const why = isLate ? `not within ${PATIENCE_MS / 1_000} s` : (codeOf(error) ?? String(error));
  return new CommandError(`no api answers at ${new URL(url).origin} (${why})`, {
    code: 'API_UNAVAILABLE',
    where: 'KICKOFF_API_URL or --api-url',
    remedy: 'start the api service, or correct its address; `kickoff doctor` looks at what it needs',
    exitCode: EXIT_CODES.unreachable,
    cause: error,
  });
}

/** The api answers JSON, whatever happens; a proxy or another program does not. */
async function assertOfApi(response: Response, { url }: Request): Promise<Response> {
  const kind = response.headers.get('Content-Type') ?? 'no type';
  if (response.status === 304 || /^application\/(?:problem\+)?json\b/.test(kind)) return response;
  await response.body?.cancel();
  throw new CommandError(`${new URL(url).origin} answers ${response.status} with ${kind}: that is not Kickoff's api`, {
    code: 'API_UNAVAILABLE',
    where: 'KICKOFF_API_URL or --api-url',
    remedy: 'correct the address, or look at the proxy in front of the api',
    exitCode: EXIT_CODES.unreachable,
  });
}
