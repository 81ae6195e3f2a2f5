import { nameRoot } from './installation.js';

/** Names of streams and buckets, and the subjects of buckets. Frozen, as the subjects are. */

/** The stream of a workload's unfinished jobs. */
export function jobsStream(workload: string): string {
  return `${nameRoot}JOBS_${workload}`;
}

/** The workload whose `jobsStream` this is, or undefined when it is none of this installation. */
export function workloadOfStream(stream: string): string | undefined {
  return after(jobsStream(''), stream);
}

export function eventsStream(): string {
  return `${nameRoot}EVENTS`;
}

export function deadStream(): string {
  return `${nameRoot}DEAD`;
}

export function broadcastStream(): string {
  return `${nameRoot}BROADCAST`;
}

export function schedulesStream(): string {
  return `${nameRoot}SCHEDULES`;
}

export function flowsStream(): string {
  return `${nameRoot}FLOWS`;
}

/** Small shared state, by what it holds. */
export type Bucket = 'registry' | 'workers' | 'control' | 'live' | 'leases' | 'limits';

export function bucketName(bucket: Bucket): string {
  return nameRoot + bucket;
}

/** The stream that holds a bucket. */
export function bucketStream(bucket: Bucket): string {
  return `KV_${bucketName(bucket)}`;
}

/** Where a bucket's entries are published; the key may hold wildcards. */
export function keySubject(bucket: Bucket, key: string): string {
  return `$KV.${bucketName(bucket)}.${key}`;
}

/** The parts of `keySubject`, or undefined when the subject does not begin as this installation's do. Without a prefix those of others may. */
export function parseKeySubject(subject: string): { bucket: string; key: string } | undefined {
  const rest = after(`$KV.${nameRoot}`, subject);
  const dot = rest?.indexOf('.') ?? -1;
  return dot < 0 ? undefined : { bucket: rest!.slice(0, dot), key: rest!.slice(dot + 1) };
}

/** Bucket of the object store with a workload's large inputs; its own, since rights are given by stream. */
export function inputBucket(workload: string): string {
  return `${nameRoot}inputs-${workload}`;
}

/** Stream of that bucket. */
export function inputStream(workload: string): string {
  return `OBJ_${inputBucket(workload)}`;
}

/** The workload whose `inputStream` this is, or undefined when it is none of this installation. */
export function workloadOfInputStream(stream: string): string | undefined {
  return after(inputStream(''), stream);
}

/** Where a bucket's objects and their parts are published. */
export function inputSubjects(workload: string): string {
  return `$O.${inputBucket(workload)}.>`;
}

/** Objects of every workload, and of every installation of the account: wildcards of the broker stand for whole tokens. */
export function allInputSubjects(): string {
  return '$O.>';
}

/** Where what is known of its objects is published, one subject each. */
export function inputMetaSubjects(workload: string): string {
  return `$O.${inputBucket(workload)}.M.>`;
}

/** First token of the inboxes that answers to a workload's clients and workers go to, below the broker's own. */
export function inboxName(workload: string): string {
  return nameRoot + workload;
}

/** Services of the platform that are clients of the broker. */
export const PLATFORM_SERVICES = ['api', 'gateway', 'poller', 'processor', 'recorder', 'scheduler'] as const;
export type PlatformService = (typeof PLATFORM_SERVICES)[number];

/** The same of a service of the platform; no workload's, whose names have no `_`. */
export function serviceInboxName(service: PlatformService): string {
  return `${nameRoot}_${service}`;
}

/** Name of a user of the broker, with this installation's prefix. */
export function brokerUserName(name: string): string {
  return nameRoot + name;
}

function after(beginning: string, text: string): string | undefined {
  return text.startsWith(beginning) ? text.slice(beginning.length) : undefined;
}
