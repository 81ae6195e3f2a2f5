import type { MessagePort } from 'node:worker_threads';
import type { Duration, LogLine } from '@kickoff/contracts';
import type { CrossingError } from './crossing-error.js';

/** What a thread is started with. */
export interface ThreadData {
  /** Of the installation that its process belongs to; its own connections belong to it, too. */
  prefix: string | undefined;
}

/** What a thread is given to run. */
export interface ThreadTask {
  /** Address of the handler's module. */
  module: string;
  input: unknown;
  facts: JobFacts;
  /** To the worker: `Said` goes out, `Told` comes in. */
  port: MessagePort;
}

/** What a run knows of its job from the start. */
export interface JobFacts {
  id: string;
  type: string;
  attempt: number;
  attemptsLeft: number;
  enqueuedAt: Date;
  tags: readonly string[];
  carried: Readonly<Record<string, string>>;
  flowId: string | undefined;
}

/** From a thread to its worker, in the order in which the handler does it; `returned` or `threw` is the last. */
export type Said =
  | { say: 'log'; level: LogLine['level']; message: string; fields: Record<string, unknown> | undefined }
  | { say: 'progress'; done: number; note: string | undefined }
  | { say: 'metric'; name: string; value: number }
  | { say: 'annotate'; key: string; value: unknown }
  | { say: 'defer'; delay: Duration; why: string }
  | { say: 'deferUntil'; time: Date; why: string }
  | { say: 'cancel'; why: string }
  | { say: 'returned'; output: unknown }
  | { say: 'threw'; error: CrossingError };

/** From a worker to its thread: `job.signal` aborts. */
export interface Told {
  abort: CrossingError;
}
