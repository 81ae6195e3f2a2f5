import type { Duration, Priority } from '@kickoff/contracts';

/** Choices of one enqueue beyond the contract's. */
export interface EnqueueOptions {
  /** Run this long from now, by the server's clock. */
  delay?: Duration;
  /** Run at this time; a time that has passed means now. */
  at?: Date;
  /** Must be declared by the queue. Default: the contract's. */
  priority?: Priority;
  /** Added to the contract's tags. */
  tags?: readonly string[];
  /** Runs before the job is dead. Default: the contract's. */
  attempts?: number;
  /** Texts that travel with the job and to the jobs that it enqueues; its handler reads them as `job.carried`. */
  carry?: Readonly<Record<string, string>>;
  /**
   * This client hears at once what becomes of the job: for `result` and `watch`. Costs one message per change of the job and a
   * subscription of this client until its end. Default false.
   */
  watch?: boolean;
  /** The job's id when the caller derives it (UUIDv7); the same id twice is one job while it is unfinished. */
  id?: string;
  /** Replaces the contract's unique key, and makes the job unique by it: 16 hex digits, as `hashKey` gives them. */
  uniqueKey?: string;
}

/** A job as its enqueuer knows it. Keep both: a job is not looked up by id alone in the stream. */
export interface JobHandle<Output = unknown> {
  id: string;
  subject: string;
  /** Only the type: what the job leaves when it succeeded. */
  readonly [OUTPUT]?: Output;
}
declare const OUTPUT: unique symbol;

export interface Enqueued<Output = unknown> extends JobHandle<Output> {
  /** A job holds the unique key (or the id); `id` and `subject` are that job's. With debounce and keep-last it now has this input. */
  duplicate: boolean;
}
