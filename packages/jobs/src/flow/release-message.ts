import {
  HEADERS,
  jobCheckSubject,
  jobSubject,
  NATS_HEADERS,
  uniqueCheckSubject,
  type FlowJob,
  type JobAddress,
  type ParentResult,
} from '@kickoff/contracts';
import type { OutboxMessage } from '../worker/transactions.js';

export interface ReleasedJob {
  id: string;
  /** Id of the flow that it belongs to. */
  flowId: string;
  /** 1, or the next one when its node is run again. */
  revision: number;
  job: FlowJob;
  /** Results of what it waited for, when they travel with it. */
  parents: readonly ParentResult[] | undefined;
  /** It was released before and is nowhere: what the broker remembers of its message id must not keep it out. */
  isRepeated?: boolean;
}

/** Where a job of a flow stands once it is released. */
export function flowJobAddress({ id, job }: Pick<ReleasedJob, 'id' | 'job'>): JobAddress {
  const [workload, name] = job.type.split('.') as [string, string];
  return {
    workload,
    place: job.delayMs === undefined ? 'ready' : 'later',
    queue: job.queue,
    priority: job.priority,
    name,
    key: job.key,
    id,
  };
}

/** The message by which a job of a flow is enqueued, on condition that it is not in the stream yet. `now`: server time. */
export function releaseMessage(
  { id, flowId, revision, job, parents, isRepeated }: ReleasedJob,
  now: number,
): OutboxMessage {
  const address = flowJobAddress({ id, job });
  const ready = jobSubject({ ...address, place: 'ready' });
  const headers: Record<string, string> = {
    [HEADERS.revision]: String(revision),
    [HEADERS.flow]: flowId,
    [NATS_HEADERS.messageId]: isRepeated ? `${id}.${revision}.${now}` : `${id}.${revision}`,
    [NATS_HEADERS.expectedLastSubjectSequence]: '0',
    [NATS_HEADERS.expectedLastSubjectSequenceSubject]: job.unique
      ? uniqueCheckSubject(address.workload, address.name, job.key)
      : jobCheckSubject(address),
  };
  if (job.expiresInMs !== undefined) headers[HEADERS.expires] = String(now + job.expiresInMs);
  const body = JSON.stringify({ ...job.envelope, enqueuedAt: now, parents });
  if (job.delayMs === undefined) return { subject: ready, headers, body };
  headers[NATS_HEADERS.schedule] = `@at ${new Date(now + job.delayMs).toISOString()}`;
  headers[NATS_HEADERS.scheduleTarget] = ready;
  return { subject: jobSubject(address), headers, body };
}
