import { z } from 'zod';
import { isChannelPattern } from './channel.js';
import { LimitDefinition } from './limit.js';
import { UniqueRule } from './unique.js';
import { WORKER_STATES, WorkerCommand } from './worker-command.js';

/** What a worker announces on `announce.<workload>.contract`: enough to validate, show and enqueue the type without its code. */
export const ContractAnnouncement = z.object({
  type: z.string(),
  version: z.int().min(1),
  summary: z.string(),
  queue: z.string(),
  priority: z.string(),
  attempts: z.union([z.int(), z.literal('unlimited')]),
  timeoutMs: z.int(),
  /** JSON Schema; absent when the contract's schema library cannot give one. */
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  /** What an enqueue without the contract's code must know besides. Absent in what an older platform announced. */
  enqueue: z
    .object({
      /** Former names of the type. */
      aliases: z.array(z.string()).optional(),
      /** Names that people ask for it by, with what of the input each stands for. */
      knownAs: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
      expiresInMs: z.int().optional(),
      /** Its jobs have a key that its code makes of the input; an enqueuer without it must give the key. */
      unique: UniqueRule.optional(),
      /** The same of ordered jobs: the line that the key is in. */
      line: z.string().optional(),
      sensitive: z.array(z.string()).optional(),
      largeInput: z.boolean().optional(),
    })
    .optional(),
});
export type ContractAnnouncement = z.infer<typeof ContractAnnouncement>;

/** Whether people ask for the announced type by this name. */
export function answersTo({ type, enqueue }: Pick<ContractAnnouncement, 'type' | 'enqueue'>, name: string): boolean {
  return name === type || Object.hasOwn(enqueue?.knownAs ?? {}, name);
}

/** What a worker announces on `announce.<workload>.worker` every ten seconds. */
export const WorkerAnnouncement = z.object({
  name: z.string(),
  workload: z.string(),
  queues: z.array(
    z.object({
      name: z.string(),
      slots: z.int(),
      /** Slots that run jobs. Absent in what an older worker announces. */
      busy: z.int().optional(),
    }),
  ),
  types: z.array(z.string()),
  /** Limits that its contracts and handlers name. */
  limits: z.array(LimitDefinition).optional(),
  running: z.int(),
  inHand: z.int(),
  /** What follows is absent in what an older worker announces. */
  host: z.string().optional(),
  pid: z.int().optional(),
  /** Of its code, as its process says. */
  version: z.string().optional(),
  state: z.enum(WORKER_STATES).optional(),
  /** Why it pulls nothing, when it does not. */
  causes: z.array(z.string()).optional(),
  /** What it was told, while that stands. */
  told: WorkerCommand.optional(),
  /** By how much timers came late since it spoke last. */
  eventLoop: z.object({ meanMs: z.number(), p99Ms: z.number(), maxMs: z.number() }).optional(),
  memory: z.object({ rssBytes: z.number(), heapUsedBytes: z.number() }).optional(),
  startedAt: z.number(),
  at: z.number(),
  /** The worker is stopping; its entry goes. */
  stopping: z.boolean().optional(),
});
export type WorkerAnnouncement = z.infer<typeof WorkerAnnouncement>;

/** What a worker announces on `announce.<workload>.workload`: what the platform must know of a workload without its code. */
export const WorkloadAnnouncement = z.object({
  name: z.string(),
  summary: z.string(),
  channels: z.array(
    z.object({
      pattern: z.string().refine(isChannelPattern, 'must be parts of letters, digits, - and _ joined by /'),
      visibility: z.enum(['public', 'private']),
    }),
  ),
  /** Of the worker, in milliseconds since the epoch: what the one that started last says holds. */
  startedAt: z.number(),
});
export type WorkloadAnnouncement = z.infer<typeof WorkloadAnnouncement>;

/** Request on `announce.<workload>.cancel`, answered when every worker will learn of it. The id is one token of a key. */
export const CancelRequest = z.object({ id: z.string().regex(/^[\w-]+$/), reason: z.string() });
export type CancelRequest = z.infer<typeof CancelRequest>;

/** Answer to whatever is announced and asks for one. */
export const AnnounceReply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), code: z.string(), reason: z.string() }),
]);
export type AnnounceReply = z.infer<typeof AnnounceReply>;

/** Key of a workload in the `registry` bucket; one token, other than those of contracts. */
export function workloadKey(workload: string): string {
  return workload;
}

/** Key of a contract in the `registry` bucket. */
export function registryKey(type: string, version: number): string {
  return `${type}.v${version}`;
}
