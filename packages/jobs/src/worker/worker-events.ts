import type { JobState, WorkerCommand } from '@kickoff/contracts';
import type { CeilingReached } from './ceilings.js';

/** A run as listeners are told of it. */
export interface EndedRun {
  id: string;
  type: string;
  attempt: number;
  /** That the run left its job in. */
  state: JobState;
  /** Undefined when it did not run. */
  runMs: number | undefined;
  /** Sums of `job.metric`, by name. Undefined without any. */
  metrics: Readonly<Record<string, number>> | undefined;
}

/** What a worker tells those who listen. */
export interface WorkerEvents {
  started: [job: { id: string; type: string; attempt: number; waitedMs: number }];
  /** A run ended by success or failure, or its job was ended: one of the five below follows, by its state. */
  finished: [job: EndedRun, error: unknown];
  succeeded: [job: EndedRun];
  /** The attempt failed, and another one follows. */
  retrying: [job: EndedRun, error: unknown];
  /** The job is dead. */
  dead: [job: EndedRun, error: unknown];
  cancelled: [job: EndedRun];
  expired: [job: EndedRun];
  /** An attempt failed, whether another one follows or not. */
  failed: [job: EndedRun, error: unknown];
  /** A run ended without spending its attempt: it asked for a later time, or something was away. */
  deferred: [job: Omit<EndedRun, 'state'>, reason: string];
  /** A run was given back without spending its attempt: the worker stops. */
  interrupted: [job: Omit<EndedRun, 'state'>, reason: string];
  warning: [message: string, error: unknown];
  /** One of its ceilings was reached: it pulls nothing more, and what it has goes on. */
  ceilingReached: [reached: CeilingReached];
  /** Somebody asked for a restart: it pulls nothing more, and what it has goes on. */
  restartAsked: [command: WorkerCommand];
  /** After one of these two, nothing runs any more: `stop` it, end the process, and let whoever supervises it start a new one. */
  drained: [];
  /** It stopped pulling, or pulls again. */
  accepting: [accepting: boolean];
}
