import { bucketStream, jobsStream, keySubject, WorkerAnnouncement, type LimitDefinition } from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { lastMessage, subjectsOf } from '../broker/stream-lookup.js';

/** What there is to be paused, overridden or silenced, by what the broker and its buckets know. */

/** Names of a workload's queues, by their consumers, named `<queue>_<priority>`; undefined when there is no such workload. */
export async function queuesOf({ manager }: Broker, workload: string): Promise<Set<string> | undefined> {
  if (!(await isWorkload({ manager }, workload))) return undefined;
  const queues = new Set<string>();
  for await (const { name } of manager.consumers.list(jobsStream(workload)))
    queues.add(name.slice(0, name.lastIndexOf('_')));
  return queues;
}

export async function isWorkload({ manager }: Pick<Broker, 'manager'>, workload: string): Promise<boolean> {
  return manager.streams.info(jobsStream(workload)).then(
    () => true,
    () => false,
  );
}

/** Names of the job types of a workload that workers have announced. */
export async function typesOf({ connection }: Broker, workload: string): Promise<Set<string>> {
  const subjects = await subjectsOf(connection, bucketStream('registry'), keySubject('registry', `${workload}.*.*`));
  return new Set(subjects.map((subject) => subject.split('.')[3]!));
}

/** Limits that a workload's present workers name, by name. */
export async function limitsOf({ connection }: Broker, workload: string): Promise<Map<string, LimitDefinition>> {
  const limits = new Map<string, LimitDefinition>();
  const stream = bucketStream('workers');
  for (const subject of await subjectsOf(connection, stream, keySubject('workers', `${workload}.*`))) {
    const last = await lastMessage(connection, stream, subject);
    for (const limit of readLimits(last?.body)) limits.set(limit.name, limit);
  }
  return limits;
}

function readLimits(body: Uint8Array | undefined): readonly LimitDefinition[] {
  if (!body) return [];
  try {
    return WorkerAnnouncement.parse(JSON.parse(Buffer.from(body).toString())).limits ?? [];
  } catch {
    // The mark of a worker that stopped.
    return [];
  }
}
