import {
  AckPolicy,
  DiscardPolicy,
  RetentionPolicy,
  StorageType,
  type ConsumerConfig,
  type JetStreamManager,
  type StreamConfig,
} from '@nats-io/jetstream';
import { Objm } from '@nats-io/obj';
import { Kvm, type KvOptions } from '@nats-io/kv';
import {
  allSubjects,
  broadcastStream,
  bucketName,
  consumerName,
  deadStream,
  eventsStream,
  flowsStream,
  inputBucket,
  jobsStream,
  readySubject,
  schedulesStream,
  type AnyContract,
  type Bucket,
  type Priority,
  type QueueDefinition,
  type Workload,
} from '@kickoff/contracts';
import { nanos } from '@nats-io/transport-node';
import type { Broker } from './broker.js';

/**
 * Streams, buckets and consumers as data. `applyTopology` makes the broker agree with them; nothing else creates streams.
 */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const NANOS_PER_MS = 1_000_000;

/** How long a Msg-Id is remembered. Longer would cost 236 bytes of broker memory per job and minute. */
const DUPLICATE_WINDOW_MS = MINUTE_MS;
/**
 * Nothing but the message id makes a broadcast happen once: it expects no sequence, as jobs do. Whoever is killed between
 * publish and acknowledgement repeats it when its job or outbox row is taken up again, which an outage delays by more than
 * a minute; a browser would then get it twice. Broadcasts are few beside jobs, so their memory is small.
 */
const BROADCAST_WINDOW_MS = 20 * MINUTE_MS;

type StreamDefinition = Partial<StreamConfig> & { name: string; subjects: string[] };

/** Several teams write these, so whoever may publish must not be able to purge or roll up what others published. */
const SHARED_STREAM = {
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  discard: DiscardPolicy.Old,
  allow_direct: true,
  allow_rollup_hdrs: false,
  deny_purge: true,
  duplicate_window: nanos(DUPLICATE_WINDOW_MS),
} as const;

const WORK_QUEUE = {
  retention: RetentionPolicy.Workqueue,
  storage: StorageType.File,
  discard: DiscardPolicy.Old,
  allow_direct: true,
  allow_atomic: true,
  allow_msg_ttl: true,
  allow_msg_schedules: true,
  duplicate_window: nanos(DUPLICATE_WINDOW_MS),
} as const;

/** Streams that every installation has, whatever its workloads. */
export const platformStreams = (): StreamDefinition[] => [
  // deny_purge is off here alone: the scheduler purges EVENTS up to the recorder's floor when the store fills.
  {
    ...SHARED_STREAM,
    name: eventsStream(),
    subjects: [allSubjects('events')],
    max_age: nanos(72 * HOUR_MS),
    deny_purge: false,
  },
  {
    ...SHARED_STREAM,
    name: deadStream(),
    subjects: [allSubjects('dead')],
    max_age: nanos(30 * DAY_MS),
    max_msgs_per_subject: 1,
  },
  {
    ...SHARED_STREAM,
    name: broadcastStream(),
    subjects: [allSubjects('broadcast')],
    max_age: nanos(HOUR_MS),
    duplicate_window: nanos(BROADCAST_WINDOW_MS),
  },
  { ...WORK_QUEUE, name: schedulesStream(), subjects: [allSubjects('schedules')] },
  // Teams write to it, so none may roll up or purge what another one has put there.
  {
    ...WORK_QUEUE,
    name: flowsStream(),
    subjects: [allSubjects('flows')],
    allow_msg_schedules: false,
    allow_rollup_hdrs: false,
    deny_purge: true,
  },
];

/** The one stream that holds a workload's unfinished jobs. No limits: they would drop unfinished jobs silently. */
export function jobsStreamConfig(workload: string): StreamDefinition {
  return { ...WORK_QUEUE, name: jobsStream(workload), subjects: [allSubjects('jobs', workload)] };
}

/** Buckets, written by platform services only. */
export const BUCKETS: Readonly<Record<Bucket, Partial<KvOptions>>> = {
  registry: { history: 1 },
  workers: { history: 1, ttl: 35_000 },
  control: { history: 5, markerTTL: HOUR_MS },
  live: { history: 1, ttl: 7 * DAY_MS },
  leases: { history: 1, markerTTL: MINUTE_MS },
  limits: { history: 1 },
};

/** One consumer per queue and priority; every worker of the queue pulls from it. */
export function consumerConfig(
  workload: string,
  queue: string,
  priority: Priority,
  ackWaitMs = ACK_WAIT_MS,
): Partial<ConsumerConfig> {
  return {
    durable_name: consumerName(queue, priority),
    filter_subject: readySubject(workload, queue, priority),
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(ackWaitMs),
    max_deliver: -1,
    max_ack_pending: MAX_ACK_PENDING,
    max_waiting: 4_096,
  };
}

/** Jobs of one consumer that are in workers' hands at once, at most. */
export const MAX_ACK_PENDING = 10_000;

/** A job whose worker is gone is delivered to another one after this. Heartbeats renew it. */
export const ACK_WAIT_MS = 30_000;

export interface TopologyOptions {
  /** Copies of every stream: 1 in development, 3 in production. */
  replicas?: number;
  /** Ack wait of consumers that are created, for tests of lost workers. Default `ACK_WAIT_MS`. */
  ackWaitMs?: number;
}

/** Creates or updates streams and buckets. Idempotent; several may run at once. */
export async function applyTopology(
  broker: Broker,
  workloads: readonly (Pick<Workload, 'name' | 'queues'> & Partial<Pick<Workload, 'contracts'>>)[],
  { replicas = 1, ackWaitMs }: TopologyOptions = {},
): Promise<void> {
  const { manager } = broker;
  for (const definition of [...platformStreams(), ...workloads.map(({ name }) => jobsStreamConfig(name))]) {
    await applyStream(manager, { ...definition, num_replicas: replicas });
  }
  const buckets = new Kvm(broker.jetstream);
  for (const bucket of Object.keys(BUCKETS) as Bucket[])
    await buckets.create(bucketName(bucket), { ...BUCKETS[bucket], replicas });
  const objects = new Objm(broker.jetstream);
  for (const workload of workloads) {
    if (hasLargeInputs(workload.contracts)) await objects.create(inputBucket(workload.name), { replicas });
    for (const queue of workload.queues) await ensureConsumers(manager, workload.name, queue, ackWaitMs);
  }
}

/**
 * Creates a queue's consumers where they are missing; returns their shortest ack wait in milliseconds. Never updates: a
 * split with messages in flight would deliver them twice.
 */
export async function ensureConsumers(
  manager: JetStreamManager,
  workload: string,
  queue: QueueDefinition,
  ackWaitMs = ACK_WAIT_MS,
): Promise<number> {
  let shortestMs = Infinity;
  const stream = jobsStream(workload);
  for (const priority of queue.priorities) {
    const exists = await manager.consumers.info(stream, consumerName(queue.name, priority)).catch(() => undefined);
    const consumer =
      exists ?? (await manager.consumers.add(stream, consumerConfig(workload, queue.name, priority, ackWaitMs)));
    shortestMs = Math.min(shortestMs, consumer.config.ack_wait! / NANOS_PER_MS);
  }
  return shortestMs;
}

function hasLargeInputs(contracts: readonly AnyContract[] | undefined): boolean {
  return contracts?.some(({ largeInput }) => largeInput) ?? false;
}

async function applyStream(manager: JetStreamManager, config: StreamDefinition): Promise<void> {
  try {
    await manager.streams.add(config);
  } catch (error) {
    if (!isNameTaken(error)) throw error;
    await manager.streams.update(config.name, config);
  }
}

/** 10058: a stream of this name exists with another configuration. */
function isNameTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 10058;
}
