import { AssertionError } from 'node:assert';
import { inspect, isDeepStrictEqual } from 'node:util';
import { allSubjects, jobsStream, type AnyContract, type InputOf, type Priority } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { lastMessage, subjectsOf } from '../broker/stream-lookup.js';
import { readEnqueuedJob, type EnqueuedJob } from './enqueued-job.js';

/** What a job that was enqueued should be like; what is left out may be anything. */
export interface EnqueuedExpectation<C extends AnyContract> {
  /** Each field that is given must be equal. */
  input?: Partial<InputOf<C['input']>>;
  priority?: Priority;
  /** Tags that it must have, among others. */
  tags?: readonly string[];
  /** Due at this time; `undefined` given: at once. */
  runAt?: Date | undefined;
  /** How many such jobs there are. Default: at least one. */
  times?: number;
}

/**
 * Asserts that a job of this type was enqueued; returns those that fit. `jobs` is `result.enqueued` of `runInline`, or
 * what `enqueuedJobs` found on a broker.
 *
 * @throws AssertionError that lists what was enqueued instead
 */
export function assertEnqueued<C extends AnyContract>(
  jobs: readonly EnqueuedJob[],
  contract: C,
  expected: EnqueuedExpectation<C> = {},
): EnqueuedJob[] {
  const ofType = jobs.filter(({ type }) => type === contract.type);
  const fitting = ofType.filter((job) => fits(job, expected));
  const { times, ...wanted } = expected;
  if (times === undefined ? fitting.length > 0 : fitting.length === times) return fitting;
  const others = jobs.filter((job) => job.type !== contract.type).map(({ type }) => type);
  throw new AssertionError({
    message: [
      `expected ${times ?? 'at least one'} ${contract.type} ${inspect(wanted)} to be enqueued, found ${fitting.length}`,
      ...ofType.map(
        ({ input, priority, tags, runAt }) => `  ${inspect({ input, priority, tags, runAt }, { depth: 6 })}`,
      ),
      ...(others.length > 0 ? [`  and of other types: ${others.join(', ')}`] : []),
    ].join('\n'),
    actual: ofType,
    expected: wanted,
    stackStartFn: assertEnqueued,
  });
}

/** The unfinished jobs of a type on a broker, in the order of their enqueue. For small numbers: each is asked for by itself. */
export async function enqueuedJobs(broker: Broker, contract: AnyContract): Promise<EnqueuedJob[]> {
  const stream = jobsStream(contract.workload);
  const filter = allSubjects('jobs', contract.workload, '*', '*', '*', contract.name);
  const subjects = await subjectsOf(broker.connection, stream, filter);
  const stored = await Promise.all(subjects.map((subject) => lastMessage(broker.connection, stream, subject)));
  return stored
    .filter((message) => message !== undefined)
    .map(({ subject, headers, body }) =>
      readEnqueuedJob(subject, (name) => headers.get(name), Buffer.from(body).toString()),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function fits<C extends AnyContract>(job: EnqueuedJob, expected: EnqueuedExpectation<C>): boolean {
  const input = job.input as Readonly<Record<string, unknown>>;
  if ('runAt' in expected && job.runAt?.getTime() !== expected.runAt?.getTime()) return false;
  return (
    (expected.priority === undefined || job.priority === expected.priority) &&
    (expected.tags ?? []).every((tag) => job.tags.includes(tag)) &&
    Object.entries(expected.input ?? {}).every(([name, value]) => isDeepStrictEqual(input[name], value))
  );
}
