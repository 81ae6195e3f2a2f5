import { exponential, fixed, steps, type Backoff, type ExponentialOptions } from './backoff.js';
import { durationMs, type Duration } from './duration.js';
import { ConfigurationInvalid } from './errors.js';
import { nearest } from './suggest.js';

/** A back-off as data, for where no function can go: one of the three kinds that contracts have. */
export type BackoffTerms =
  | { fixed: Duration }
  | { exponential: ExponentialOptions }
  /** One wait per attempt; the last one repeats. */
  | { steps: readonly Duration[] };

/** How the jobs of a type run, as people write it at run time: at least one of these. */
export interface RunTerms {
  /** Runs before the job is dead, at least 1. */
  attempts?: number | 'unlimited';
  /** Longest run of one attempt. */
  timeout?: Duration;
  backoff?: BackoffTerms;
}

/** How the jobs of a type run, compiled. Every contract is one. */
export interface CompiledRunTerms {
  /** Infinity when unlimited. */
  readonly attempts: number;
  readonly timeoutMs: number;
  readonly backoff: Backoff;
}

const NAMES = ['attempts', 'timeout', 'backoff'] as const satisfies readonly (keyof RunTerms)[];
const KINDS = ['fixed', 'exponential', 'steps'] as const;
const EXPONENTIAL_NAMES = ['first', 'factor', 'max', 'jitter'] as const satisfies readonly (keyof ExponentialOptions)[];

/**
 * Checks what somebody wrote, or what is stored.
 *
 * @param path where it stands, for the message
 * @throws ConfigurationInvalid naming the first value that is wrong
 */
export function compileRunTerms(given: unknown, path: string): Partial<CompiledRunTerms> {
  const { attempts, timeout, backoff } = knownOnly<RunTerms>(given, NAMES, path);
  if (attempts === undefined && timeout === undefined && backoff === undefined)
    throw new ConfigurationInvalid(path, `must have at least one of ${NAMES.join(', ')}`);
  return {
    ...(attempts !== undefined && { attempts: readAttempts(attempts, `${path}.attempts`) }),
    ...(timeout !== undefined && { timeoutMs: readTimeout(timeout, `${path}.timeout`) }),
    ...(backoff !== undefined && { backoff: compileBackoff(backoff, `${path}.backoff`) }),
  };
}

function readAttempts(attempts: number | 'unlimited', path: string): number {
  if (attempts === 'unlimited') return Infinity;
  if (Number.isInteger(attempts) && attempts >= 1) return attempts;
  throw new ConfigurationInvalid(
    path,
    `must be a whole number of at least 1 or 'unlimited', got ${JSON.stringify(attempts)}`,
  );
}

function readTimeout(timeout: Duration, path: string): number {
  const timeoutMs = durationMs(timeout, path);
  if (timeoutMs < 1) throw new ConfigurationInvalid(path, `must be at least 1ms, got ${JSON.stringify(timeout)}`);
  return timeoutMs;
}

function compileBackoff(given: BackoffTerms, path: string): Backoff {
  const terms = knownOnly<{ fixed: Duration; exponential: ExponentialOptions; steps: readonly Duration[] }>(
    given,
    KINDS,
    path,
  );
  if (Object.keys(terms).length !== 1) throw new ConfigurationInvalid(path, `must have one of ${KINDS.join(', ')}`);
  return under(path, () => {
    if (terms.fixed !== undefined) return fixed(terms.fixed);
    if (terms.exponential !== undefined)
      return exponential({
        ...knownOnly<ExponentialOptions>(terms.exponential, EXPONENTIAL_NAMES, 'backoff.exponential'),
      } as ExponentialOptions);
    const [first, ...more] = Array.isArray(terms.steps) ? (terms.steps as readonly Duration[]) : [];
    if (first === undefined) throw new ConfigurationInvalid('backoff.steps', 'must be a list of at least one duration');
    return steps(first, ...more);
  });
}

/** The kinds of back-off name their own path; here they stand under another. */
function under<T>(path: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof ConfigurationInvalid)) throw error;
    throw new ConfigurationInvalid(error.path.replace(/^backoff/, path), error.problem);
  }
}

function knownOnly<T>(given: unknown, names: readonly string[], path: string): Partial<T> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new ConfigurationInvalid(path, `must be an object with ${names.join(', ')}, got ${JSON.stringify(given)}`);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const suggestion = nearest(name, names);
    throw new ConfigurationInvalid(
      `${path}.${name}`,
      `is not an option${suggestion ? `; did you mean ${suggestion}?` : ''}`,
    );
  }
  return given;
}
