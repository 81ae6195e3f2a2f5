import { z } from 'zod';

/**
 * What operators tell one worker. A command goes to the subject of exactly one start of a worker, so that it never meets the
 * process that came after it. The answer goes to a subject of the workload: a worker that could answer to any subject that a
 * message names could be made to write anywhere.
 */

export const WORKER_COMMANDS = [
  /** Pull nothing more, until it is told to resume; what runs ends, what has not started goes back. */
  'pause',
  'resume',
  /** A pause that tells when nothing is left in hand. */
  'drain',
  /** As drain; then its process ends, to be started anew by whoever supervises it. */
  'restart',
] as const;
export type WorkerCommandName = (typeof WORKER_COMMANDS)[number];

/** What a worker does with jobs. */
export const WORKER_STATES = [
  /** It pulls. */
  'working',
  /** It pulls nothing: it was told so, or something that it needs is away. */
  'paused',
  /** It pulls nothing, and has jobs in hand. */
  'draining',
  /** It was told to drain or to restart, and has nothing in hand. */
  'drained',
] as const;
export type WorkerState = (typeof WORKER_STATES)[number];

export const WorkerCommand = z.object({
  name: z.enum(WORKER_COMMANDS),
  reason: z.string().min(1).max(500),
  by: z.string().min(1).max(200),
});
export type WorkerCommand = z.infer<typeof WorkerCommand>;

export const WorkerAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), state: z.enum(WORKER_STATES) }),
  z.object({ ok: z.literal(false), reason: z.string() }),
]);
export type WorkerAnswer = z.infer<typeof WorkerAnswer>;

/** One start of a worker. */
export interface WorkerPlace {
  workload: string;
  /** Its name as one token of a subject or key; names hold host names, which may have other characters. */
  token: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
}

/** A worker's name as one token. */
export function workerToken(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_-]/g, '_');
}

/** By which the control API knows one start of a worker: `live-scores.poller-1.1764268200000`. */
export function workerId({ workload, name, startedAt }: { workload: string; name: string; startedAt: number }): string {
  return `${workload}.${workerToken(name)}.${Math.trunc(startedAt)}`;
}

/** The parts of `workerId`, or undefined when it is none. */
export function parseWorkerId(id: string): WorkerPlace | undefined {
  const match = /^([a-z][a-z0-9-]*)\.([A-Za-z0-9_-]+)\.(\d{1,15})$/.exec(id);
  return match ? { workload: match[1]!, token: match[2]!, startedAt: Number(match[3]) } : undefined;
}
