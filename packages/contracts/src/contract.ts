import { readAliases } from './aliases.js';
import { readKnownAs, type KnownAs } from './known-as.js';
import type { StandardSchemaV1 } from './standard-schema.js';
import { exponential, type Backoff } from './backoff.js';
import { durationMs, type Duration } from './duration.js';
import { ConfigurationInvalid } from './errors.js';
import type { JobNode, JobNodeOptions } from './job-node.js';
import { PRIORITIES, type Priority } from './priority.js';
import { compileLimits, type Concurrency, type ContractLimit, type RateLimit } from './limit.js';
import { isName } from './name.js';
import { nearest } from './suggest.js';
import { compileUnique, type UniqueOptions, type UniqueRule } from './unique.js';

type Schema = StandardSchemaV1;
/** What a producer passes: the input before defaults and transforms. */
export type InputOf<S extends Schema> = StandardSchemaV1.InferInput<S>;
/** What a handler receives: the input after validation. */
export type ParsedOf<S extends Schema> = StandardSchemaV1.InferOutput<S>;

/** Where a handler runs that does not run in the worker's own thread. */
export type Isolation = 'thread';

/** What `defineJob` takes. */
export interface JobOptions<I extends Schema, O extends Schema> {
  /** `<workload>.<verb-noun>`, e.g. `live-scores.poll-live-matches`. */
  type: string;
  /**
   * Former names of this type, which was renamed. Its handler runs the jobs that still have one; they keep it, in their
   * events and as part of their unique key. Versions go on counting.
   */
  aliases?: readonly string[];
  /** Other names that people ask for it by, and what of the input each stands for. Never on the wire. */
  knownAs?: KnownAs;
  /** One sentence for people: what the job does. */
  summary: string;
  /** Queue of the same workload. The workload says which service serves it. */
  queue: string;
  /** Default priority of its jobs; the queue must declare it. Default `normal`. */
  priority?: Priority;
  input: I;
  /** Default: any JSON value or nothing. */
  output?: O;
  /** Runs before the job is dead, at least 1. Default 3, with `retryUntil` unlimited. */
  attempts?: number | 'unlimited';
  /** Wait between attempts. Default exponential from 1 s by 2 up to 5 min. */
  backoff?: Backoff;
  /** Whether this error may be tried again. Default: every error but `Unrecoverable`. */
  retryIf?: (error: unknown) => boolean;
  /** No attempt is due later than this after the enqueue: a job whose next one would be is dead. Default: no limit. */
  retryUntil?: Duration;
  /** A handler that throws `SubjectMissing` ends the job as cancelled, with that reason, instead of failing. Default false. */
  deleteWhenMissing?: boolean;
  /** Longest run of one attempt; then `job.signal` aborts and the attempt fails. Default `15m`. */
  timeout?: Duration;
  /** At most one unfinished job per key; with `for`, `debounce` or `keep`, what each of them says. */
  unique?: UniqueOptions<ParsedOf<I>>;
  /**
   * Strictly first-in-first-out per key, one at a time, also under retries and crashes; other keys are not held up.
   * Types of one workload that name the same `line` share it. A delayed job keeps its place and holds its line.
   */
  ordered?: { by: (input: ParsedOf<I>) => unknown; /** Default: the job's own name. */ line?: string };
  /**
   * The handler gets up to `size` jobs at once, as `runMany`; each has an outcome of its own. A batch starts when it is full
   * or `wait` after its first job came (default `5ms`), and takes one slot. Jobs of one key of `ordered` are never in one batch.
   */
  batch?: { size: number; wait?: Duration };
  /**
   * `thread`: its handler is a module (`handleInThread`) that runs in a worker thread, so that computing holds up no other
   * job, and a time-out, cancel or shutdown ends it even in an endless loop. Default: in the worker's own thread.
   */
  isolation?: Isolation;
  /** Not started within this time after it was enqueued: `expired`, never run. Default: no limit. */
  expiresIn?: Duration;
  /**
   * At most so many starts in any window, e.g. `[{ name: 'bgg', limit: 2, per: '1s' }, { name: 'bgg', limit: 7_500, per: 'utc-day' }]`.
   * A job that waits for its turn holds no slot and spends no attempt.
   */
  rateLimit?: readonly RateLimit<ParsedOf<I>>[];
  /** At most so many at once, e.g. `[{ name: 'per-user', limit: 1, by: ({ user }) => user }]`. */
  concurrency?: readonly Concurrency<ParsedOf<I>>[];
  /** Labels to search by. */
  tags?: (input: ParsedOf<I>) => string[];
  /**
   * Fields of the input that are kept encrypted wherever the job is: `card.number`, `cards.*.number`. Enqueuers and workers
   * need keys for it.
   */
  sensitive?: readonly string[];
  /** An input that is too large for a message (about 980 kB) is kept in the object store, up to 64 MB. Default: it is refused. */
  largeInput?: boolean;
  /** How many deliveries may end with their worker gone before the job is dead as `WorkerLost`. Default 3. */
  losses?: number;
  /** Version of the input's shape. Default 1. */
  version?: number;
  /**
   * By version, what makes the next version's input of it; a job that was enqueued with an older one goes through them one
   * after the other. A version without one is taken as it is: additions with defaults need none.
   */
  upgrade?: Readonly<Record<number, (input: unknown) => unknown>>;
}

/** A compiled job type: everything a producer or worker needs to know, and nothing of the handler. */
export interface JobContract<I extends Schema = Schema, O extends Schema = Schema> {
  readonly type: string;
  readonly workload: string;
  /** The verb-noun. */
  readonly name: string;
  /** Its former names. */
  readonly aliases: readonly string[];
  /** Empty when there are none. */
  readonly knownAs: KnownAs;
  readonly summary: string;
  readonly queue: string;
  readonly priority: Priority;
  readonly input: I;
  readonly output: O | undefined;
  /** Infinity when unlimited. */
  readonly attempts: number;
  readonly backoff: Backoff;
  readonly retryIf: (error: unknown) => boolean;
  readonly retryUntilMs: number | undefined;
  readonly deleteWhenMissing: boolean;
  readonly timeoutMs: number;
  /** What of the two the options leave open: a worker may have defaults of its own for it. */
  readonly leftOpen: readonly ('attempts' | 'timeoutMs')[];
  readonly unique: { by: (input: ParsedOf<I>) => unknown; rule: UniqueRule } | undefined;
  /** Also set when `unique` keeps the last: those jobs are a line of their own. */
  readonly ordered: { by: (input: ParsedOf<I>) => unknown; line: string } | undefined;
  readonly batch: { size: number; waitMs: number } | undefined;
  readonly isolation: Isolation | undefined;
  readonly limits: readonly ContractLimit<ParsedOf<I>>[] | undefined;
  readonly expiresInMs: number | undefined;
  readonly tags: ((input: ParsedOf<I>) => string[]) | undefined;
  /** Undefined when there are none. */
  readonly sensitive: readonly string[] | undefined;
  readonly largeInput: boolean;
  readonly losses: number;
  readonly version: number;
  readonly upgrade: Readonly<Record<number, (input: unknown) => unknown>> | undefined;
  /** This job with an input, for chains, batches and flows. */
  with(input: InputOf<I>, options?: JobNodeOptions): JobNode<JobContract<I, O>>;
}

/** Any contract, for lists that mix types. */
// oxlint-disable-next-line typescript/no-explicit-any -- a list of contracts is contravariant in its input; `unknown` would refuse every concrete contract
export type AnyContract = JobContract<any, any>;

const OPTION_NAMES = [
  'type',
  'aliases',
  'knownAs',
  'summary',
  'queue',
  'priority',
  'input',
  'output',
  'attempts',
  'backoff',
  'retryIf',
  'retryUntil',
  'deleteWhenMissing',
  'timeout',
  'unique',
  'ordered',
  'batch',
  'isolation',
  'expiresIn',
  'rateLimit',
  'concurrency',
  'tags',
  'sensitive',
  'largeInput',
  'losses',
  'version',
  'upgrade',
] as const satisfies readonly (keyof JobOptions<Schema, Schema>)[];

/**
 * Describes a job type. Producers import the result; the handler lives elsewhere.
 *
 * @throws ConfigurationInvalid naming the option that is wrong
 */
export function defineJob<I extends Schema, O extends Schema = StandardSchemaV1<unknown, unknown>>(
  options: JobOptions<I, O>,
): JobContract<I, O> {
  const where = typeof options.type === 'string' ? options.type : 'job';
  for (const option of Object.keys(options)) {
    if (!(OPTION_NAMES as readonly string[]).includes(option)) {
      const suggestion = nearest(option, OPTION_NAMES);
      throw new ConfigurationInvalid(
        `${where}.${option}`,
        `is not an option${suggestion ? `; did you mean ${suggestion}?` : ''}`,
      );
    }
  }
  const [workload, name, ...rest] = where.split('.');
  if (!workload || !name || rest.length > 0 || !isName(workload) || !isName(name)) {
    throw new ConfigurationInvalid(
      `${where}.type`,
      `must be <workload>.<verb-noun> in kebab-case, got ${JSON.stringify(options.type)}`,
    );
  }
  if (!isName(options.queue)) {
    throw new ConfigurationInvalid(`${where}.queue`, `must be kebab-case, got ${JSON.stringify(options.queue)}`);
  }
  const priority = options.priority ?? 'normal';
  if (!PRIORITIES.includes(priority)) {
    throw new ConfigurationInvalid(
      `${where}.priority`,
      `must be one of ${PRIORITIES.join(', ')}, got ${JSON.stringify(priority)}`,
    );
  }
  if (options.unique && options.ordered) {
    throw new ConfigurationInvalid(
      `${where}.ordered`,
      'cannot be combined with unique: a job has one key, which is either unique or a line',
    );
  }
  if (options.batch && options.rateLimit) {
    throw new ConfigurationInvalid(
      `${where}.rateLimit`,
      'cannot be combined with batch: its grant would run out while the batch gathers; take from job.limit instead',
    );
  }
  if (options.largeInput && [...(options.rateLimit ?? []), ...(options.concurrency ?? [])].some(({ by }) => by)) {
    throw new ConfigurationInvalid(
      `${where}.largeInput`,
      'cannot be combined with limits by key: the input is fetched when the job starts, after its limits',
    );
  }
  if (options.largeInput && options.unique && ('debounce' in options.unique || 'keep' in options.unique)) {
    throw new ConfigurationInvalid(
      `${where}.largeInput`,
      'cannot be combined with debounce and keep: they replace the input of a job that waits',
    );
  }
  checkIsolation(options, `${where}.isolation`);
  const version = atLeast(1, options.version ?? 1, `${where}.version`);
  for (const from of Object.keys(options.upgrade ?? {})) {
    if (Number(from) >= 1 && Number(from) < version) continue;
    throw new ConfigurationInvalid(
      `${where}.upgrade.${from}`,
      `must be a version below ${version}, the contract's own`,
    );
  }
  const unique = options.unique && {
    by: options.unique.by,
    rule: compileUnique(options.unique, `${where}.unique`),
  };
  const lined = unique?.rule.kind === 'keep-last' ? { by: unique.by } : options.ordered;
  const contract: JobContract<I, O> = {
    type: where,
    workload,
    name,
    aliases: readAliases(options.aliases, { type: where, workload }),
    knownAs: readKnownAs(options.knownAs, where),
    summary: options.summary,
    queue: options.queue,
    priority,
    input: options.input,
    output: options.output,
    attempts: readAttempts(options, where),
    backoff: options.backoff ?? exponential({ first: '1s', factor: 2, max: '5m' }),
    retryIf: options.retryIf ?? (() => true),
    retryUntilMs: options.retryUntil === undefined ? undefined : durationMs(options.retryUntil, `${where}.retryUntil`),
    deleteWhenMissing: options.deleteWhenMissing ?? false,
    timeoutMs: atLeast(1, durationMs(options.timeout ?? '15m', `${where}.timeout`), `${where}.timeout`),
    leftOpen: [
      ...(options.attempts === undefined && options.retryUntil === undefined ? (['attempts'] as const) : []),
      ...(options.timeout === undefined ? (['timeoutMs'] as const) : []),
    ],
    unique,
    ordered: lined && { by: lined.by, line: options.ordered?.line ?? name },
    batch: options.batch && {
      size: atLeast(1, options.batch.size, `${where}.batch.size`),
      waitMs: durationMs(options.batch.wait ?? '5ms', `${where}.batch.wait`),
    },
    isolation: options.isolation,
    expiresInMs: options.expiresIn === undefined ? undefined : durationMs(options.expiresIn, `${where}.expiresIn`),
    limits: compileLimits(where, options.rateLimit, options.concurrency),
    tags: options.tags,
    sensitive: readSensitive(options.sensitive, `${where}.sensitive`),
    largeInput: options.largeInput ?? false,
    losses: atLeast(0, options.losses ?? 3, `${where}.losses`),
    version,
    upgrade: options.upgrade,
    with: (input, nodeOptions = {}) => ({ contract, input, options: nodeOptions }),
  };
  return contract;
}

function checkIsolation({ isolation, batch }: Pick<JobOptions<Schema, Schema>, 'isolation' | 'batch'>, where: string) {
  if (isolation === undefined) return;
  if (isolation !== 'thread')
    throw new ConfigurationInvalid(where, `must be 'thread' or left out, got ${JSON.stringify(isolation)}`);
  if (batch) throw new ConfigurationInvalid(where, 'cannot be combined with batch: a thread runs one job at a time');
}

function readSensitive(paths: readonly string[] | undefined, where: string): readonly string[] | undefined {
  for (const [index, path] of (paths ?? []).entries()) {
    if (!path.split('.').every((part) => part !== ''))
      throw new ConfigurationInvalid(`${where}[${index}]`, `must be names joined by dots, got ${JSON.stringify(path)}`);
  }
  return paths && paths.length > 0 ? paths : undefined;
}

function readAttempts(
  { attempts, retryUntil }: Pick<JobOptions<Schema, Schema>, 'attempts' | 'retryUntil'>,
  where: string,
): number {
  const given = attempts ?? (retryUntil === undefined ? 3 : 'unlimited');
  return given === 'unlimited' ? Infinity : atLeast(1, given, `${where}.attempts`);
}

function atLeast(minimum: number, value: number, path: string): number {
  if (!Number.isInteger(value) || value < minimum) {
    throw new ConfigurationInvalid(path, `must be a whole number of at least ${minimum}, got ${value}`);
  }
  return value;
}
