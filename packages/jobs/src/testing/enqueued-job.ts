import { HEADERS, NATS_HEADERS, parseJobSubject, type Envelope, type Priority } from '@kickoff/contracts';

/** A job that waits, as its message tells. */
export interface EnqueuedJob {
  id: string;
  type: string;
  queue: string;
  priority: Priority;
  /** As it was given to `enqueue`. */
  input: unknown;
  tags: readonly string[];
  /** Number of its next run, from 1. */
  attempt: number;
  /** When it becomes due; undefined: at once. */
  runAt: Date | undefined;
  /** Id of the job whose handler enqueued it. */
  parentId: string | undefined;
  subject: string;
}

/** @throws Error when the message is no job's */
export function readEnqueuedJob(
  subject: string,
  header: (name: string) => string | undefined,
  body: string,
): EnqueuedJob {
  const address = parseJobSubject(subject);
  if (!address) throw new Error(`${subject} is not the subject of a job`);
  const envelope = JSON.parse(body) as Envelope;
  const schedule = header(NATS_HEADERS.schedule);
  return {
    id: address.id,
    type: `${address.workload}.${address.name}`,
    queue: address.queue,
    priority: address.priority,
    input: envelope.input,
    tags: envelope.tags ?? [],
    attempt: Number(header(HEADERS.attempt) ?? 1),
    runAt: schedule === undefined ? undefined : new Date(schedule.slice('@at '.length)),
    parentId: envelope.parentId,
    subject,
  };
}
