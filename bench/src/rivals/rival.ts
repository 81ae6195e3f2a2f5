import type { inputs } from '../jobs/no-op.js';

export type Input = ReturnType<typeof inputs>[number];

/** Runs one job. The signal is there only where the rival can abort a running job. */
export type RivalHandler = (input: Input, signal?: AbortSignal) => void | Promise<void>;

/** What a job platform that Kickoff is measured against can do, with the settings that its own documents call fast. */
export interface Rival {
  /** As results call it. */
  readonly name: string;
  /** What keeps its jobs. */
  readonly server: 'nats' | 'postgres' | 'redis';
  /** Whether finished jobs can still be looked up. */
  readonly keepsHistory: boolean;
  /** Makes its tables in an empty database. */
  install: (url: string) => Promise<void>;
  open: (url: string) => Promise<RivalQueue>;
}

/** One queue as one process sees it. */
export interface RivalQueue {
  enqueueMany: (inputs: readonly Input[]) => Promise<void>;
  enqueue: (input: Input) => Promise<void>;
  /** Takes jobs until the function that it gives is called. */
  work: (handler: RivalHandler) => Promise<() => Promise<void>>;
  /** Whether the server knows a job that has not ended. */
  unfinished: () => Promise<boolean>;
  /** How many finished jobs the server remembers. */
  finished: () => Promise<number>;
  /** Forgets all jobs, finished ones too. */
  empty: () => Promise<void>;
  close: () => Promise<void>;
}

/** The parts of a list, each of at most `size`. */
export function parts<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
