import {
  bucketStream,
  ConfigurationInvalid,
  DrainEntry,
  drainKey,
  isName,
  keySubject,
  MessageInvalid,
  parseDrainKey,
  QueueDraining,
  TargetUnknown,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { bucketValues } from '../broker/bucket-entries.js';
import { lastMessage } from '../broker/stream-lookup.js';
import { askToStore } from '../control/ask-to-store.js';
import { whoAsks } from '../control/who-asks.js';

export interface DrainTerms {
  /** Shown to whoever is refused. */
  reason: string;
  /** Who wants it, for the history. Default: user and host of this process. */
  by?: string;
}

/** A queue that is drained. */
export interface Drain extends Omit<DrainEntry, 'draining'> {
  workload: string;
  queue: string;
}

/**
 * Asks the scheduler service to drain a queue or to open it again; resolves when it is stored, from where every producer
 * learns of it.
 *
 * @param target `<workload>/<queue>`
 * @throws ConfigurationInvalid, TargetUnknown, SchedulerUnavailable
 */
export async function setDraining(
  broker: Pick<Broker, 'connection'>,
  target: string,
  { draining, reason, by = whoAsks() }: DrainTerms & { draining: boolean },
): Promise<void> {
  const [workload = '', queue = '', ...rest] = target.split('/');
  if (!isName(workload) || !isName(queue) || rest.length > 0)
    throw new ConfigurationInvalid('drain.queue', `must be <workload>/<queue>, got ${JSON.stringify(target)}`);
  const what = `queue ${target} was not certainly ${draining ? 'drained' : 'opened'}`;
  const refusal = await askToStore(broker, { workload, kind: 'drain' }, { queue, draining, reason, by }, what);
  if (!refusal) return;
  throw refusal.code === 'TARGET_UNKNOWN' ? new TargetUnknown(refusal.reason) : new MessageInvalid(refusal.reason);
}

/** Queues that are drained now, of all workloads; the oldest drain first. */
export async function listDrains(broker: Pick<Broker, 'connection'>): Promise<Drain[]> {
  const drains: Drain[] = [];
  for (const [key, { value }] of await bucketValues(broker, 'control', 'drain.>')) {
    const place = parseDrainKey(key);
    const entry = DrainEntry.safeParse(value).data;
    if (place && entry?.draining) drains.push({ ...place, reason: entry.reason, by: entry.by, at: entry.at });
  }
  return drains.toSorted((a, b) => a.at - b.at);
}

/**
 * Of one queue, asked of the bucket: for those who change so few jobs that they follow no `control`.
 *
 * @throws QueueDraining
 */
export async function assertNotDraining(
  { connection }: Pick<Broker, 'connection'>,
  { workload, queue }: { workload: string; queue: string },
): Promise<void> {
  const key = drainKey(workload, queue);
  const last = await lastMessage(connection, bucketStream('control'), keySubject('control', key));
  if (!last || last.body.length === 0) return;
  const entry = DrainEntry.safeParse(JSON.parse(Buffer.from(last.body).toString())).data;
  if (entry?.draining) throw new QueueDraining(workload, queue, entry.by, entry.reason);
}
