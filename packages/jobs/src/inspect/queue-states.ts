import {
  DrainEntry,
  drainKey,
  jobsStream,
  pauseKey,
  PauseEntry,
  PRIORITIES,
  workloadOfStream,
  type Priority,
} from '@kickoff/contracts';
import type { Broker } from '../broker/broker.js';
import { bucketValues, type BucketEntry } from '../broker/bucket-entries.js';

/** Jobs of one priority of a queue. */
export interface PriorityState {
  priority: Priority;
  /** Due, and with no worker yet. */
  waiting: number;
  /** With a worker: running, or about to. */
  running: number;
}

/** A queue as the broker sees it: its consumers and its pause. */
export interface QueueState {
  workload: string;
  queue: string;
  waiting: number;
  running: number;
  /** Most urgent first. */
  priorities: readonly PriorityState[];
  /** Why nothing is pulled, when it or its workload is paused. */
  paused: PauseEntry | undefined;
  /** Why it takes no new jobs. */
  drained: DrainEntry | undefined;
}

/** Every queue that has consumers, by workload and name, or those of one workload. Jobs that wait for a time are not counted. */
export async function queueStates(broker: Broker, only?: string): Promise<QueueState[]> {
  const workloads = only === undefined ? await workloadsOf(broker) : [only];
  const [pauses, drains] = await Promise.all([
    bucketValues(broker, 'control', 'pause.>'),
    bucketValues(broker, 'control', 'drain.>'),
  ]);
  const states = await Promise.all(workloads.map((workload) => statesOf(broker, workload, { pauses, drains })));
  return states.flat();
}

/** Names of the workloads that have a stream, in alphabetical order. */
export async function workloadsOf({ manager }: Pick<Broker, 'manager'>): Promise<string[]> {
  const names: string[] = [];
  for await (const stream of manager.streams.names()) {
    const workload = workloadOfStream(stream);
    if (workload !== undefined) names.push(workload);
  }
  return names.sort();
}

async function statesOf(
  { manager }: Broker,
  workload: string,
  { pauses, drains }: Record<'pauses' | 'drains', ReadonlyMap<string, BucketEntry>>,
): Promise<QueueState[]> {
  const byQueue = new Map<string, PriorityState[]>();
  for await (const { name, num_pending, num_ack_pending } of manager.consumers.list(jobsStream(workload))) {
    const end = name.lastIndexOf('_');
    const queue = name.slice(0, end);
    const priority = name.slice(end + 1) as Priority;
    const states = byQueue.get(queue) ?? [];
    byQueue.set(queue, [...states, { priority, waiting: num_pending, running: num_ack_pending }]);
  }
  const pauseOf = (key: string) => {
    const entry = PauseEntry.safeParse(pauses.get(key)?.value).data;
    return entry?.paused ? entry : undefined;
  };
  const drainOf = (key: string) => {
    const entry = DrainEntry.safeParse(drains.get(key)?.value).data;
    return entry?.draining ? entry : undefined;
  };
  return [...byQueue]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([queue, priorities]) => ({
      workload,
      queue,
      waiting: priorities.reduce((sum, { waiting }) => sum + waiting, 0),
      running: priorities.reduce((sum, { running }) => sum + running, 0),
      priorities: priorities.sort((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority)),
      paused:
        pauseOf(pauseKey(workload, { kind: 'workload' })) ?? pauseOf(pauseKey(workload, { kind: 'queue', queue })),
      drained: drainOf(drainKey(workload, queue)),
    }));
}
